package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.picture.Places.Way;

class PlacesTest {
    /** A table with two entries under each other, and another beside it whose only entry lies a little lower. */
    private static final Drawing.Hot TABLE = hot(1, 0, 0, 100, 90);
    private static final Drawing.Hot FIRST = hot(2, 10, 20, 80, 20);
    private static final Drawing.Hot SECOND = hot(3, 10, 60, 80, 20);
    private static final Drawing.Hot OTHER = hot(4, 200, 0, 100, 90);
    private static final Drawing.Hot ENTRY = hot(5, 210, 30, 80, 20);
    private static final Drawing DRAWING = new Drawing(400, 200, List.of(), List.of(TABLE, FIRST, SECOND, OTHER, ENTRY));

    private static Drawing.Hot hot(long id, double x, double y, double width, double height) {
        return new Drawing.Hot(new Box(x, y, width, height), Target.of(Target.Kind.TABLE, id), "place " + id);
    }

    @Test
    void theOrderOfReadingHasEveryPlaceOnceAndComesRoundAgain() {
        var at = TABLE;
        for (Drawing.Hot next : List.of(FIRST, SECOND, OTHER, ENTRY, TABLE)) {
            assertThat(Places.from(DRAWING, next, Way.PREVIOUS)).contains(at);
            at = Places.from(DRAWING, at, Way.NEXT).orElseThrow();
            assertThat(at).isEqualTo(next);
        }
    }

    @Test
    void byWhereThingsLieItGoesToTheNearestThatWayAndNeverIntoOrOutOfWhatHoldsIt() {
        assertThat(Places.from(DRAWING, FIRST, Way.DOWN)).contains(SECOND);
        assertThat(Places.from(DRAWING, SECOND, Way.UP)).contains(FIRST);
        assertThat(Places.from(DRAWING, TABLE, Way.RIGHT)).contains(OTHER);
        assertThat(Places.from(DRAWING, TABLE, Way.DOWN)).isEmpty();
        assertThat(Places.from(DRAWING, ENTRY, Way.LEFT)).contains(FIRST);
        assertThat(Places.from(DRAWING, FIRST, Way.LEFT)).isEmpty();
    }

    @Test
    void whereAPlaceIsGoneTheNearestTakesOver() {
        assertThat(Places.nearest(DRAWING, new Box(10, 62, 80, 20))).contains(SECOND);
    }
}
