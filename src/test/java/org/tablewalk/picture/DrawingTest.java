package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final Target BACK = Target.of(Target.Kind.TABLE, 1);
    private static final Target FRONT = Target.of(Target.Kind.DESCRIPTOR, 2);
    private static final Target TINY = Target.of(Target.Kind.STEP, 3);
    private final Drawing drawing = new Drawing(100, 100, List.of(), List.of(
            new Drawing.Hot(new Box(0, 0, 50, 50), BACK, ""), new Drawing.Hot(new Box(10, 10, 20, 10), FRONT, ""),
            new Drawing.Hot(new Box(80, 80, 1, 1), TINY, "")));

    @Test
    void theFrontMostPlaceIsHit() {
        assertThat(drawing.hit(15, 15).orElseThrow().target()).isEqualTo(FRONT);
        assertThat(drawing.hit(5, 5).orElseThrow().target()).isEqualTo(BACK);
        assertThat(drawing.hit(60, 60)).isEmpty();
    }

    @Test
    void aTinyPlaceCanStillBeHit() {
        assertThat(drawing.hit(77, 84).orElseThrow().target()).isEqualTo(TINY);
        assertThat(drawing.hit(75, 80)).isEmpty();
    }
}
