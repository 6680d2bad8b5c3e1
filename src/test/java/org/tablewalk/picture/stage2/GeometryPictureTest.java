package org.tablewalk.picture.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;

/** Every size of every granule in rooms of several sizes: nothing stands on anything else, and the address is all there. */
class GeometryPictureTest {
    private static final FontMetrics METRICS = FontMetrics.load();
    private static final double[][] ROOMS = {{1000, 165}, {1400, 228}, {1880, 260}, {700, 500}};

    @ParameterizedTest
    @EnumSource(Granule.class)
    void everySizeFits(Granule granule) {
        var layout = new GeometryPicture(METRICS);
        for (int bits = Stage2Geometry.MIN_IPA_BITS; bits <= Stage2Geometry.MAX_IPA_BITS; bits++) {
            var geometry = Stage2Geometry.of(granule, bits);
            long address = geometry.limit() - 1;
            var scene = new GeometryScene(geometry, address, geometry.vtcr(5, true, true), 1L << 48 | 0x8000_0000L, "KVM granted it", 32, 52);
            for (double[] room : ROOMS) {
                Drawing drawing = layout.layOut(scene, room[0], room[1]);
                List<Drawing.Hot> hots = drawing.hots();
                assertThat(hots.stream().filter(h -> h.target().kind() == Target.Kind.CELL)).hasSize(21);
                for (int i = 0; i < hots.size(); i++) {
                    Box a = hots.get(i).box();
                    assertThat(a.x()).isNotNegative();
                    assertThat(a.right()).as("%s %d: %s", granule, bits, hots.get(i)).isLessThanOrEqualTo(room[0] + 1);
                    for (int k = i + 1; k < hots.size(); k++) {
                        Box b = hots.get(k).box();
                        boolean apart = a.right() <= b.x() + 1 || b.right() <= a.x() + 1 || a.bottom() <= b.y() + 1 || b.bottom() <= a.y() + 1;
                        assertThat(apart).as("%s %d in %.0f: %s and %s", granule, bits, room[0], hots.get(i), hots.get(k)).isTrue();
                    }
                }
                // Every bit of the highest address is a 1, and all of them stand in one line.
                Map<Double, Long> ones = drawing.shapes().stream().filter(s -> s instanceof Shape.Text t && t.text().equals("1") && t.face().name().equals("MONO"))
                        .collect(Collectors.groupingBy(s -> ((Shape.Text) s).y(), Collectors.counting()));
                assertThat(ones).as("bits of the highest address, %d in %.0f", bits, room[0]).containsValue((long) bits);
            }
        }
    }
}
