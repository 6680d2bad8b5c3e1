package org.tablewalk.view.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;

class TransitionTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    private static Drawing picture(double x, Ink ink) {
        var box = new Box(x, 20, 60, 20);
        return new Drawing(300, 100, List.of(new Shape.Rect(box, ink, null, null, 0, 0)), List.of(new Drawing.Hot(box, Target.of(Target.Kind.TABLE, 1), "a table")));
    }

    @Test
    void onlyWhatFindsAnotherPlaceIsWorthPaintingManyTimes() {
        Drawing from = picture(20, Ink.PAGE);
        assertThat(Transition.between(from, picture(20, Ink.PAGE), METRICS, false)).as("nothing changed").isNull();
        assertThat(Transition.between(from, picture(20, Ink.NEW), METRICS, false)).as("nothing moved").isNull();
        assertThat(Transition.between(from, picture(90, Ink.PAGE), METRICS, false)).as("it moved").isNotNull();
    }

    @Test
    void withReducedMotionEveryChangeFades() {
        Drawing from = picture(20, Ink.PAGE);
        assertThat(Transition.between(from, picture(20, Ink.NEW), METRICS, true)).isNotNull();
        Transition fade = Transition.between(from, picture(90, Ink.PAGE), METRICS, true);
        assertThat(fade).isNotNull();
        assertThat(fade.slides()).isFalse();
    }
}
