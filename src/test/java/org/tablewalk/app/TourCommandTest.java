package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.app.TourCommand.Shot;
import org.tablewalk.picture.Palette;

class TourCommandTest {
    /** Every moment by day, and the last one, when most is to be seen, also by night: half the pictures, and none of the moments left out. */
    @Test
    void everyMilestoneHasAPictureAndTheLastHasTwo() {
        Map<String, Long> positions = new LinkedHashMap<>();
        positions.put("root", 10L);
        positions.put("fault", 20L);
        positions.put("end", 30L);
        assertThat(TourCommand.shots(positions)).containsExactly(new Shot("root", 10, Palette.LIGHT), new Shot("fault", 20, Palette.LIGHT), new Shot("end", 30, Palette.LIGHT),
                new Shot("end", 30, Palette.DARK));
        assertThat(TourCommand.shots(Map.of())).isEmpty();
    }
}
