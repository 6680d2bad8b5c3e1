package org.tablewalk.viewmodel.tlb;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.rows.EntryWords;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.inspector.Goal;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.kind.Moment;

/** A TLB entry in the inspector: what it is, and the steps that filled it, used it and made it stale, each to be gone to. */
public final class TlbEntryViewModel {
    /** In larger TLBs an entry that moved to another slot is not looked for. */
    private static final int SEARCHED = 64;

    private final InspectorViewModel inspector;
    private final Messages messages;
    private final EntryWords words = new EntryWords();
    private Moment moment;
    private int cpu;
    private TlbTable.Cell shown;

    /** For one window. */
    public TlbEntryViewModel(InspectorViewModel inspector, Messages messages) {
        this.inspector = inspector;
        this.messages = messages;
    }

    /** Shows a moment. */
    public void show(Moment now) {
        moment = now;
    }

    /** Shows an entry until something else is chosen, or it is no more. */
    public void inspect(Target entry) {
        TlbTable table = moment.reading().tlb((int) entry.a());
        int place = table.place((int) entry.b());
        if (place >= 0) {
            cpu = (int) entry.a();
            shown = table.cell(place);
            inspector.instead(this::sheet);
        }
    }

    /** The same entry in the moment shown now, or null. */
    private TlbTable.Cell now() {
        TlbTable table = moment.open() && cpu < moment.cpus() ? moment.reading().tlb(cpu) : null;
        if (table == null) {
            return null;
        }
        int place = table.place(shown.slot());
        if (place >= 0 && same(table.cell(place))) {
            return table.cell(place);
        }
        for (int i = 0; table.size() <= SEARCHED && i < table.size(); i++) {
            if (same(table.cell(i))) {
                return table.cell(i);
            }
        }
        return null;
    }

    private boolean same(TlbTable.Cell cell) {
        return cell.address().equals(shown.address()) && cell.rights().equals(shown.rights()) && cell.under().equals(shown.under())
                && cell.story().filled() == shown.story().filled();
    }

    private Sheet sheet() {
        TlbTable.Cell cell = now();
        if (cell == null) {
            return null;
        }
        shown = cell;
        TlbTable.Story story = cell.story();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("tlb.entry.filled", words.filled(story), story.filled()));
        facts.add(fact("tlb.entry.used", words.used(story), story.used()));
        if (story.why() != null) {
            facts.add(new Fact(messages.text("tlb.entry.stale"), words.since(story) + ": " + words.why(story.why()), true, false, Goal.NOWHERE,
                    Math.max(-1, story.since() < 0 ? -1 : story.since() + 1)));
        }
        String kind = story.why() == null ? messages.text("tlb.entry.agrees") : messages.text("tlb.entry.differs", words.why(story.why()));
        String from = story.source() < 0 ? "" : messages.text("tlb.entry.from", Numbers.hex(story.source()));
        return new Sheet(messages.text("tlb.entry.title", cpu, cell.slot()), kind, cell.address() + "  " + cell.rights() + "  " + cell.under(), from, null, null, 0, 0,
                List.of(), List.of(new FactSection(messages.text("tlb.entry.story"), facts)));
    }

    private Fact fact(String subject, String text, long step) {
        return new Fact(messages.text(subject), text, false, false, Goal.NOWHERE, step < 0 ? -1 : step + 1);
    }
}
