package org.tablewalk.picture.rows;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** A TLB entry in words: address, size with rights and whose it is, and in a third line or in place of the second what became of it. */
final class CellLayout {
    static final double SIZE = 11;
    /** What most cells take. */
    static final double USUAL = 90;
    private static final double LINE = 13;
    /** Padding of the words in a cell, left and right together. */
    private static final double PAD = 10;

    private final FontMetrics metrics;
    private final EntryWords words = new EntryWords();
    private final Words own = new Words();

    CellLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    private static int lines(double height) {
        return (int) Math.clamp((height - 1) / LINE, 1, 3);
    }

    private List<String> lines(TlbTable.Cell cell, int lines) {
        String second = cell.under().isEmpty() ? cell.rights() : cell.rights() + "  " + cell.under();
        String state = words.state(cell);
        String first = cell.data().isEmpty() ? cell.address() : cell.address() + " " + cell.data();
        return switch (lines) {
            case 1 -> List.of(cell.state() == TlbTable.State.STALE ? own.of("stale") + " " + first : first);
            case 2 -> List.of(first, state.isEmpty() ? second : state);
            default -> List.of(first, second, state);
        };
    }

    double width(TlbTable.Cell cell, double height) {
        List<String> lines = lines(cell, lines(height));
        double widest = 0;
        for (int i = 0; i < lines.size(); i++) {
            widest = Math.max(widest, metrics.width(face(i), SIZE, lines.get(i)));
        }
        return PAD + Math.ceil(widest);
    }

    private static Typeface face(int line) {
        return line == 0 ? Typeface.MONO : line == 1 ? Typeface.SANS : Typeface.SANS_BOLD;
    }

    void layOut(Sketch sketch, int cpu, TlbTable.Cell cell, Box box) {
        boolean stale = cell.state() == TlbTable.State.STALE;
        boolean gone = cell.state() == TlbTable.State.GONE;
        Stroke stroke = switch (cell.state()) {
            case STALE -> Stroke.solid(Ink.STALE, 2);
            case NEW -> Stroke.solid(Ink.NEW, 2);
            case GONE -> Stroke.dashed(Ink.REMOVED, 1.5);
            case AGREES -> Stroke.solid(cell.hit() ? Ink.ACCENT : Ink.LINE, cell.hit() ? 2 : 1);
        };
        sketch.rect(box, gone ? Ink.SURFACE : cell.hit() && !stale ? Ink.ACCENT_SOFT : Ink.RAISED, stroke, stale ? Ink.STALE : null, 3, 0);
        List<String> lines = lines(cell, lines(box.height()));
        double y = box.centreY() - lines.size() * LINE / 2 + 10;
        Ink second = stale ? Ink.STALE_TEXT : cell.state() == TlbTable.State.NEW ? Ink.NEW_TEXT : gone ? Ink.VIOLATION_TEXT : Ink.TEXT;
        for (int i = 0; i < lines.size(); i++) {
            boolean state = i == lines.size() - 1 && i > 0;
            line(sketch, lines.get(i), face(i), box, y + i * LINE, state ? second : gone ? Ink.MUTED : Ink.TEXT, stale);
        }
        String tip = words.tip(cell);
        sketch.hot(box, gone ? Target.of(Target.Kind.TLB, cpu) : new Target(Target.Kind.TLB_ENTRY, cpu, cell.slot()), tip);
    }

    /** Text in the middle of a cell; on a hatched one with a plate under it, that it can be read. */
    private void line(Sketch sketch, String text, Typeface face, Box box, double y, Ink ink, boolean plate) {
        double width = metrics.width(face, SIZE, text);
        if (plate && width > 0) {
            sketch.rect(new Box(box.centreX() - width / 2 - 2, y - 10, width + 4, LINE), Ink.RAISED, null, 2);
        }
        sketch.text(text, box.centreX(), y, face, SIZE, Shape.Anchor.MIDDLE, ink);
    }
}
