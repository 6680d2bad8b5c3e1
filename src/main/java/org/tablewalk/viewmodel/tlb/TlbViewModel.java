package org.tablewalk.viewmodel.tlb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbLayout;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Rows;
import org.tablewalk.viewmodel.kind.Moment;

/** The TLB of one CPU as a table, and how many entries, and stale ones, every CPU has. */
public final class TlbViewModel extends CanvasViewModel {
    private final TlbLayout layout;
    private final Messages messages;
    private final Consumer<Target> inspect;
    private final SimpleIntegerProperty cpu = new SimpleIntegerProperty();
    private final SimpleBooleanProperty active = new SimpleBooleanProperty();
    private final ObservableList<TlbSummary> summaries = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private Moment moment;
    private int first;
    private double scrolled;

    /**
     * One CPU's TLB in a few words.
     *
     * @param text  number of entries, and of stale ones if there are any
     * @param stale whether there are stale ones
     */
    public record TlbSummary(int cpu, String text, boolean stale) {}

    /** For one window. */
    public TlbViewModel(FontMetrics metrics, Messages messages, Consumer<Target> inspect) {
        this.inspect = inspect;
        layout = new TlbLayout(metrics);
        this.messages = messages;
        cpu.addListener((property, before, now) -> {
            first = 0;
            moved();
        });
        active.addListener((property, before, now) -> summarise());
    }

    /** Shows a moment. */
    public void show(Moment now) {
        if (!now.sameSubject(moment)) {
            cpu.set(0);
            first = 0;
        }
        moment = now;
        note.set(now.threads() ? messages.text("tlb.none") : "");
        summarise();
        changed();
    }

    /** A CPU's TLB, or null if nothing is known of TLBs. */
    private TlbTable table(int of) {
        return moment == null || !moment.open() ? null : moment.reading().tlb(of);
    }

    /** Counting the stale ones takes a walk for each entry, so it is done only while somebody looks. */
    private void summarise() {
        var rows = new ArrayList<TlbSummary>();
        for (int i = 0; active.get() && moment != null && i < moment.cpus(); i++) {
            TlbTable table = table(i);
            if (table == null) {
                break;
            }
            rows.add(new TlbSummary(i, summary(i, table), table.stale() > 0));
        }
        Rows.update(summaries, rows);
    }

    private String summary(int of, TlbTable table) {
        return summary(messages, of, table);
    }

    /** A CPU's TLB in a few words. */
    static String summary(Messages messages, int of, TlbTable table) {
        String name = messages.text("cpu", of);
        return table.stale() == 0 ? messages.text("tlb.summary", name, table.size()) : messages.text("tlb.summaryStale", name, table.size(), table.stale());
    }

    @Override
    public Drawing draw(double width, double height) {
        int shown = moment == null ? 0 : Math.clamp(moment.cpus() - 1L, 0, cpu.get());
        TlbTable table = table(shown);
        if (table == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        first = Math.clamp(first, 0, Math.max(0, table.size() - 1));
        describe(summary(shown, table));
        return layout.layOut(shown, table, first, width, height);
    }

    @Override
    public void select(Target target) {
        if (target != null && target.kind() == Target.Kind.TLB_ENTRY) {
            inspect.accept(target);
        }
    }

    @Override
    public void pan(double dx, double dy) {
        scrolled -= dy;
        int lines = (int) (scrolled / TlbLayout.LINE);
        if (lines != 0) {
            scrolled -= lines * TlbLayout.LINE;
            first = Math.max(0, first + lines);
            moved();
        }
    }

    /** The CPU whose TLB is shown. */
    public IntegerProperty cpuProperty() {
        return cpu;
    }

    /** Whether somebody looks at it. */
    public SimpleBooleanProperty activeProperty() {
        return active;
    }

    /** Every CPU's TLB in a few words, while somebody looks. */
    public ObservableList<TlbSummary> summaries() {
        return summaries;
    }

    /** Why there is nothing to show; empty if there is. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
