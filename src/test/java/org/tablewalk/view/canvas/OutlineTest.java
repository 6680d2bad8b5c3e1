package org.tablewalk.view.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.canvas.Canvas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Outlines that mean something are at least as wide as asked for; hairlines stay. */
@ExtendWith(ApplicationExtension.class)
class OutlineTest {
    private static long dark(Ink ink, double side, double outline) {
        var shape = new Shape.Rect(new Box(10, 10, side, side), Ink.SURFACE, Stroke.solid(ink, 1), null, 0, 0);
        var drawing = new Drawing(60, 60, List.of(shape), List.of());
        var image = WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(() -> {
            var canvas = new Canvas(60, 60);
            new CanvasPainter(Palette.PROJECTOR, outline).paint(canvas.getGraphicsContext2D(), drawing, 60, 60);
            return canvas.snapshot(null, null);
        }));
        return IntStream.range(0, 10 + (int) side / 2).filter(x -> image.getPixelReader().getArgb(x, 10 + (int) side / 2) != 0xffffffff).count();
    }

    @ParameterizedTest
    @CsvSource({"PAGE, 40, 0, 1", "PAGE, 40, 3, 3", "LINE, 40, 3, 1"})
    void isAsWideAsItMustBeToBeSeen(Ink ink, double side, double outline, long pixels) {
        assertThat(dark(ink, side, outline)).isEqualTo(pixels);
    }

    @Test
    void aSmallBoxIsNotFilledByItsOutline() {
        assertThat(dark(Ink.PAGE, 8, 3)).isEqualTo(1);
    }
}
