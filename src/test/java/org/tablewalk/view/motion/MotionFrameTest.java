package org.tablewalk.view.motion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.picture.Box;
import org.tablewalk.viewmodel.motion.Motion;

class MotionFrameTest {
    private static final Box FROM = new Box(0, 300, 200, 20);
    private static final Box TO = new Box(500, 100, 120, 20);

    @Test
    void whatIsCarriedLeavesOneMiddleAndArrivesAtTheOther() {
        MotionFrame begin = MotionFrame.at(Motion.Kind.STORE, FROM, TO, 0, false);
        MotionFrame end = MotionFrame.at(Motion.Kind.STORE, FROM, TO, 1, false);
        assertThat(begin.x()).isEqualTo(FROM.centreX());
        assertThat(begin.y()).isEqualTo(FROM.centreY());
        assertThat(end.x()).isEqualTo(TO.centreX());
        assertThat(end.y()).isEqualTo(TO.centreY());
        assertThat(begin.tokenShown()).isEqualTo(1);
        assertThat(end.tokenShown()).isZero();
    }

    @Test
    void aSweepGoesFromOneSideToTheOtherAndAGrowthFromSeedToTable() {
        assertThat(MotionFrame.at(Motion.Kind.SWEEP, null, TO, 0, false).outline().width()).isZero();
        assertThat(MotionFrame.at(Motion.Kind.SWEEP, null, TO, 1, false).outline()).isEqualTo(TO);
        assertThat(MotionFrame.at(Motion.Kind.GROWTH, FROM, TO, 0, false).outline()).isEqualTo(FROM);
        assertThat(MotionFrame.at(Motion.Kind.GROWTH, FROM, TO, 1, false).outline()).isEqualTo(TO);
        assertThat(MotionFrame.at(Motion.Kind.FADE, null, TO, 1, false).outlineShown()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Motion.Kind.class)
    void withReducedMotionNothingChangesButHowMuchIsSeen(Motion.Kind kind) {
        MotionFrame first = MotionFrame.at(kind, FROM, TO, 0, true);
        MotionFrame half = MotionFrame.at(kind, FROM, TO, 0.5, true);
        assertThat(half.outline()).isEqualTo(first.outline()).isEqualTo(TO);
        assertThat(half.x()).isEqualTo(first.x());
        assertThat(half.y()).isEqualTo(first.y());
        assertThat(first.outlineShown()).isZero();
        assertThat(half.outlineShown()).isEqualTo(1);
    }
}
