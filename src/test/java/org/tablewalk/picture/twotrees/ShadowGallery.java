package org.tablewalk.picture.twotrees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.SvgWriter;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.shadow.MachineShadow;

/** Writes specimen pictures of shadow paging as SVG into a folder, to be looked at. Not a test. */
public final class ShadowGallery {
    private static final FontMetrics METRICS = FontMetrics.load();

    private ShadowGallery() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, Drawing> e : drawings().entrySet()) {
            for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
                Files.writeString(folder.resolve(e.getKey() + "-" + palette.name().toLowerCase(Locale.ROOT) + ".svg"),
                        SvgWriter.write(e.getValue(), palette, METRICS, e.getKey(), ""));
            }
        }
    }

    /** The specimens by name. */
    public static Map<String, Drawing> drawings() {
        Map<String, Drawing> drawings = new LinkedHashMap<>();
        var trees = new TwoTrees(METRICS);
        int[][] sizes = {{840, 460}, {560, 310}, {1900, 900}};
        MachineShadow big = HandMade.twoLevel(1024).shadow();
        Target selected = new Target(Target.Kind.SHADOW_PAGE, big.pages(1).get(700).table(), big.pages(1).get(700).id());
        for (int[] size : sizes) {
            String name = size[0] + "x" + size[1];
            drawings.put("fault-" + name, trees.layOut(Scenes.fault(1), TwoTreesView.initial(), size[0], size[1]).drawing());
            drawings.put("growing-" + name, trees.layOut(Scenes.growing(), TwoTreesView.initial(), size[0], size[1]).drawing());
            drawings.put("whole-" + name, trees.layOut(Scenes.whole(), TwoTreesView.initial(), size[0], size[1]).drawing());
            drawings.put("big-" + name, trees.layOut(ShadowScene.of(big), TwoTreesView.initial().select(selected), size[0], size[1]).drawing());
        }
        MachineShadow whole = HandMade.fourOnFive(4).shadow();
        drawings.put("hash", new HashBuckets(METRICS).layOut(whole, whole.pages(4).getFirst().table(), 0, 420, 300));
        drawings.put("truth", new TruthTablePicture(METRICS).layOut(new Truths(), 0, null, RoleDesign.MAINLINE, 840, 460));
        return drawings;
    }
}
