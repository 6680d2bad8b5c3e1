package org.tablewalk.picture.twotrees;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.ShadowSource.Mapping;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/** Lays out what the reverse map has for a guest frame: the frame left, the leaf entries that map it right, one that was installed for another frame marked. */
public final class ReverseMap {
    private static final double PAD = 10;
    private static final double LINE = 22;
    private static final double SIZE = 11;
    private static final double FRAME = 96;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public ReverseMap(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** Lays out the entries that map a guest frame, as many as there is room for. */
    public Drawing layOut(ShadowSource source, long gfn, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        List<Mapping> mappings = source.reverse(gfn);
        sketch.text(words.of("shadow.rmap", TablePainter.hex(gfn), mappings.size()), PAD, 19, Typeface.SANS_BOLD, SIZE + 2, width - 2 * PAD, Ink.TEXT);
        long tracked = source.tracked(gfn);
        sketch.text(tracked < 0 ? words.of("shadow.tracked.unknown") : words.of("shadow.tracked", tracked), PAD, 36, Typeface.SANS, SIZE, width - 2 * PAD, Ink.MUTED);
        var frame = new Box(PAD, 50, FRAME, 26);
        sketch.rect(frame, Ink.PAGE, null, 4);
        sketch.label(frame, TablePainter.hex(gfn), Typeface.MONO, SIZE, Ink.ON_PAGE);
        sketch.hot(frame, Target.of(Target.Kind.GFN, gfn), words.of("shadow.rmap", TablePainter.hex(gfn), mappings.size()));
        int room = (int) Math.max(1, (height - 50) / LINE) - 1;
        double y = 50;
        for (int i = 0; i < Math.min(room, mappings.size()); i++) {
            entry(sketch, source, gfn, mappings.get(i), frame, y, width);
            y += LINE;
        }
        if (mappings.size() > room) {
            sketch.text(words.of("shadow.more", mappings.size() - room), frame.right() + 40, y + 15, Typeface.SANS, SIZE, width - frame.right() - 50, Ink.MUTED);
        }
        return sketch.drawing();
    }

    private void entry(Sketch sketch, ShadowSource source, long gfn, Mapping mapping, Box frame, double y, double width) {
        Page page = source.page(mapping.entry() & -4096);
        int index = (int) (mapping.entry() & 4095) / 8;
        ShadowEntry entry = source.entry(mapping.entry() & -4096, index);
        long span = 1L << 9 * (mapping.level() - 1);
        boolean dangling = entry.kind() == ShadowEntry.Kind.EMPTY || entry.kind() == ShadowEntry.Kind.LINK
                || entry.kind() == ShadowEntry.Kind.LEAF && entry.gfn() != ShadowSource.UNKNOWN && entry.gfn() / span != gfn / span;
        var box = new Box(frame.right() + 40, y, width - frame.right() - 40 - PAD, LINE - 4);
        sketch.rect(box, Ink.RAISED, dangling ? Stroke.dashed(Ink.VIOLATION, 2) : Stroke.solid(Ink.TABLE, 1.5), 4);
        String name = words.of("shadow.rmap.entry", page == null ? "?" : page.id(), index, mapping.level());
        String text = dangling ? name + words.of("shadow.rmap.dangling", TablePainter.hex(entry.gfn())) : name;
        sketch.label(box, text, Typeface.MONO, SIZE - 0.5, dangling ? Ink.VIOLATION_TEXT : Ink.TEXT);
        sketch.link(frame.right(), frame.centreY(), box.x(), box.centreY(), Stroke.solid(Ink.LINK, 1.3), true);
        sketch.hot(box, new Target(Target.Kind.SHADOW_ENTRY, mapping.entry(), mapping.level()), text);
    }
}
