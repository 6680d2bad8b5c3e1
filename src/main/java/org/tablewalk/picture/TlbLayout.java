package org.tablewalk.picture;

import java.util.List;
import java.util.Set;
import org.tablewalk.machine.arm64.ArmState.Kind;
import org.tablewalk.machine.arm64.ArmState.TlbEntry;

/** Lays out a CPU's TLB as a table: one line per entry, stale ones hatched and named. Only the lines in sight are laid out. */
public final class TlbLayout {
    /** Height of a line in pixels. */
    public static final double LINE = 20;
    private static final double HEAD = 24;
    private static final double PAD = 10;
    private static final double SIZE = 11;
    /** Columns: key of the heading, and the width in pixels. */
    private static final String[] COLUMNS = {"tlb.slot", "tlb.kind", "tlb.vmid", "tlb.ipa", "tlb.size", "tlb.entry", "tlb.pa", "tlb.state"};
    private static final double[] WIDTHS = {40, 62, 46, 128, 44, 118, 128, 60};

    private final FontMetrics metrics;
    private final Words words = new Words();

    public TlbLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Lays out a table.
     *
     * @param entries the TLB, in the order shown
     * @param stale   slots of entries that differ from the tables
     * @param fresh   slots of entries that the last step filled
     * @param first   index of the entry at the top
     */
    public Drawing layOut(int cpu, List<TlbEntry> entries, Set<Integer> stale, Set<Integer> fresh, TableFormat format, int first,
                          double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        double x = PAD;
        for (int c = 0; c < COLUMNS.length; c++) {
            sketch.text(words.of(COLUMNS[c]), x, 16, Typeface.SANS_BOLD, SIZE, WIDTHS[c] - 6, Ink.MUTED);
            x += WIDTHS[c];
        }
        sketch.line(PAD, HEAD - 2.5, Math.min(width - PAD, x), HEAD - 2.5, Stroke.solid(Ink.LINE, 1), false);
        if (entries.isEmpty()) {
            sketch.text(words.of("tlb.empty"), PAD, HEAD + 16, Typeface.SANS, 12, width - 2 * PAD, Ink.MUTED);
        }
        int lines = (int) Math.ceil(Math.max(0, height - HEAD) / LINE);
        int from = Math.clamp(first, 0, Math.max(0, entries.size() - 1));
        for (int i = 0; i < lines && from + i < entries.size(); i++) {
            TlbEntry entry = entries.get(from + i);
            line(sketch, cpu, entry, stale.contains(entry.slot()), fresh.contains(entry.slot()), format, HEAD + i * LINE, Math.min(width - PAD, x));
        }
        return sketch.drawing();
    }

    private void line(Sketch sketch, int cpu, TlbEntry entry, boolean stale, boolean fresh, TableFormat format, double y, double right) {
        var box = new Box(PAD - 4, y + 1, right - PAD + 4, LINE - 2);
        if (stale) {
            sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.STALE, 1.5), 3);
        } else if (fresh) {
            sketch.rect(box, null, Stroke.solid(Ink.NEW, 2), 3);
        }
        String state = words.of(stale ? "stale" : fresh ? "tlb.new" : "tlb.ok");
        String[] cells = {Integer.toString(entry.slot()), words.of(entry.kind() == Kind.FINAL ? "tlb.final" : "tlb.walk"),
            Integer.toString(entry.vmid()), Hex.grouped(entry.ipa()), Hex.size(entry.size()), format.label(entry.descriptor(), entry.level()),
            Hex.grouped(Math.max(0, format.target(entry.descriptor(), entry.level()))), state};
        double x = PAD;
        for (int c = 0; c < cells.length; c++) {
            boolean last = c == cells.length - 1;
            if (last && stale) {
                var plate = new Box(x - 4, y + 3, WIDTHS[c] - 4, LINE - 6);
                sketch.rect(plate, Ink.RAISED, null, Ink.STALE, 2, 0);
                double text = metrics.width(Typeface.SANS_BOLD, SIZE, state);
                sketch.rect(new Box(x - 1, y + 4, text + 2, LINE - 8), Ink.RAISED, null, 2);
            }
            Typeface face = last ? Typeface.SANS_BOLD : c == 1 ? Typeface.SANS : Typeface.MONO;
            Ink ink = last && stale ? Ink.STALE_TEXT : last && fresh ? Ink.NEW_TEXT : last ? Ink.MUTED : Ink.TEXT;
            sketch.text(cells[c], x, y + 14, face, SIZE, WIDTHS[c] - 6, ink);
            x += WIDTHS[c];
        }
        sketch.hot(box, new Target(Target.Kind.TLB_ENTRY, cpu, entry.slot()),
                words.of("tip.tlb", cpu, cells[0], cells[1], cells[3], cells[4], cells[5], cells[6], state));
    }
}
