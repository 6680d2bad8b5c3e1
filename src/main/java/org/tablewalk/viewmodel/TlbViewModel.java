package org.tablewalk.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.ArmScene;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.TlbLayout;

/** The TLB of one CPU as a table, and how many entries, and stale ones, every CPU has. */
public final class TlbViewModel extends CanvasViewModel {
    private final TlbLayout layout;
    private final Messages messages;
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
    public record TlbSummary(int cpu, String text, boolean stale) { }

    TlbViewModel(FontMetrics metrics, Messages messages) {
        layout = new TlbLayout(metrics);
        this.messages = messages;
        cpu.addListener((property, before, now) -> {
            first = 0;
            moved();
        });
        active.addListener((property, before, now) -> summarise());
    }

    void show(Moment now) {
        if (!now.sameSubject(moment)) {
            cpu.set(0);
            first = 0;
        }
        moment = now;
        note.set(now.threads() ? messages.text("tlb.none") : "");
        summarise();
        changed();
    }

    /** Counting the stale ones takes a walk for each entry, so it is done only while somebody looks. */
    private void summarise() {
        if (!active.get() || moment == null || moment.state() == null) {
            Rows.update(summaries, List.of());
            return;
        }
        var rows = new ArrayList<TlbSummary>();
        for (int i = 0; i < moment.cpus(); i++) {
            int entries = moment.state().tlb(i).size();
            int stale = entries == 0 ? 0 : ArmScene.stale(moment.state(), i).size();
            String name = messages.text("cpu", i);
            rows.add(new TlbSummary(i, stale == 0 ? messages.text("tlb.summary", name, entries)
                    : messages.text("tlb.summaryStale", name, entries, stale), stale > 0));
        }
        Rows.update(summaries, rows);
    }

    @Override
    public Drawing draw(double width, double height) {
        if (moment == null || moment.state() == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        int shown = Math.min(cpu.get(), moment.cpus() - 1);
        List<ArmState.TlbEntry> entries = moment.state().tlb(shown);
        first = Math.clamp(first, 0, Math.max(0, entries.size() - 1));
        Set<Integer> stale = ArmScene.stale(moment.state(), shown);
        Set<Integer> fresh = ArmScene.filled(moment.state(), moment.frame().step(), shown);
        describe(messages.text(stale.isEmpty() ? "tlb.summary" : "tlb.summaryStale", messages.text("cpu", shown), entries.size(), stale.size()));
        return layout.layOut(shown, entries, stale, fresh, moment.tables().format(), first, width, height);
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
