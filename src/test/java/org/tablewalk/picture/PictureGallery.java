package org.tablewalk.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes specimen pictures as SVG into a folder, to be looked at. Not a test. */
final class PictureGallery {
    private static final FontMetrics METRICS = FontMetrics.load();

    private PictureGallery() { }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        TreePicture tree = new TreeLayout(METRICS).layOut(TreeLayoutTest.breaking(), TreeView.initial().select(TestTables.BASE + 8),
                840, 460, new TreeCache());
        write(folder, "tree", tree.drawing());
        write(folder, "legend", new Legend(METRICS).layOut(840));
    }

    private static void write(Path folder, String name, Drawing drawing) throws IOException {
        for (Palette palette : Palette.values()) {
            Files.writeString(folder.resolve(name + "-" + palette + ".svg"), SvgWriter.write(drawing, palette, METRICS, name, ""));
        }
    }
}
