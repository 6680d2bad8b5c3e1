package org.tablewalk.toy;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.picture.Drawing;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.inspector.FieldRows;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.inspector.WriteFacts;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.Moment;

/** The panes of toy machines. While no entry is chosen the inspector follows the one that was written last. */
final class ToyPanes implements KindPanes {
    private final Bench bench;
    private final Messages messages;
    private final ToyPicture picture;
    private ToyReading inspected;

    ToyPanes(Bench bench) {
        this.bench = bench;
        messages = bench.messages();
        picture = new ToyPicture(bench.metrics(), this::fill);
    }

    @Override
    public CentreCanvas centre() {
        return picture;
    }

    @Override
    public void compare(Moment other) {
        picture.compare(other == null ? null : (ToyReading) other.reading());
    }

    @Override
    public Drawing compared(double width, double height) {
        return picture.compared(width, height);
    }

    @Override
    public List<KindTab> tabs(Subject subject) {
        return List.of();
    }

    @Override
    public void open() {
        inspected = null;
        picture.choose(-1);
        bench.inspector().open(messages.text("inspector.empty"), false, goal -> {});
    }

    @Override
    public List<Runnable> pictures(Moment now, String sentence) {
        return List.of(() -> {
            picture.show((ToyReading) now.reading());
            picture.tell(sentence);
        });
    }

    @Override
    public void inspect(Moment now) {
        inspected = (ToyReading) now.reading();
        fill();
    }

    private void fill() {
        if (inspected != null) {
            long at = picture.chosen() < 0 ? inspected.written() : picture.chosen();
            bench.inspector().show(inspected.frame(), at, sheet(at), picture.chosen() < 0 ? messages.text("inspector.following") : "");
        }
    }

    private Sheet sheet(long at) {
        ToyState state = inspected.state();
        long word = state.word(at);
        long before = inspected.before(at);
        List<BitField> bits = List.of(new BitField(63, 3, messages.text("toy.field.target"), word >>> 3, messages.text("toy.field.target.L" + state.level(at))),
                new BitField(2, 1, BitField.RES0, word >>> 1 & 3, messages.text("toy.field.zero")),
                new BitField(0, 0, messages.text("toy.field.valid"), word & 1, inspected.entry(word)));
        var copies = new ArrayList<Fact>();
        for (int slot : state.copies(at)) {
            String subject = messages.text("toy.slot", slot);
            copies.add(state.stale(slot) ? Fact.alert(subject, messages.text("toy.slot.stale", inspected.entry(state.held(slot))))
                    : Fact.plain(subject, messages.text("toy.slot.agrees")));
        }
        var writes = inspected.frame().watched() == at ? WriteFacts.of(inspected.frame(), inspected::entry, false, messages) : List.<Fact>of();
        return new Sheet(state.name(at) + "  " + inspected.entry(word), null, "", messages.text("inspector.at", Numbers.hex(at)), Numbers.word(word), bits,
                word, before, FieldRows.of(bits, word, before),
                List.of(new FactSection(messages.text("toy.copies"), copies), new FactSection(messages.text("inspector.writes"), writes)));
    }
}
