package org.tablewalk.viewmodel.tlb;

import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.TlbLayout;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Typeface;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Moment;

/** The TLBs of all CPUs as tables, side by side and one below the other, each with as many lines as there is room for. */
public final class TlbsViewModel extends CanvasViewModel {
    /** What a table needs of the width, and its heading of the height. */
    private static final double TABLE = 640;
    private static final double HEADING = 24;
    private static final double SIZE = 13;
    private static final double PAD = 10;

    private final FontMetrics metrics;
    private final Messages messages;
    private final TlbLayout layout;
    private Moment moment;

    /** For one window. */
    public TlbsViewModel(FontMetrics metrics, Messages messages) {
        this.metrics = metrics;
        this.messages = messages;
        layout = new TlbLayout(metrics);
    }

    /** Shows a moment. */
    public void show(Moment now) {
        moment = now;
        changed();
    }

    @Override
    public Drawing draw(double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        int cpus = moment == null || !moment.open() ? 0 : moment.cpus();
        if (cpus == 0 || moment.reading().tlb(0) == null) {
            sketch.text(messages.text("tlb.none"), PAD, HEADING, Typeface.SANS, SIZE, width - 2 * PAD, Ink.MUTED);
            return sketch.drawing();
        }
        int columns = (int) Math.clamp(width / TABLE, 1, cpus);
        int rows = (cpus + columns - 1) / columns;
        double each = height / rows;
        for (int cpu = 0; cpu < cpus; cpu++) {
            TlbTable table = moment.reading().tlb(cpu);
            double left = cpu % columns * Math.floor(width / columns);
            int row = cpu / columns;
            double top = Math.floor(row * each);
            // Whole lines only: what is cut is told by the number in the heading.
            double room = Math.floor((each - HEADING) / TlbLayout.LINE) * TlbLayout.LINE;
            sketch.text(TlbViewModel.summary(messages, cpu, table), left + PAD, top + HEADING - 7, Typeface.SANS_BOLD, SIZE, width / columns - 2 * PAD, Ink.TEXT);
            if (room >= 2 * TlbLayout.LINE) {
                sketch.include(layout.layOut(cpu, table, 0, Math.floor(width / columns), room), left, top + HEADING);
            }
        }
        return sketch.drawing();
    }
}
