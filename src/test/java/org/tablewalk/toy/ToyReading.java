package org.tablewalk.toy;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.kind.MarkNames;
import org.tablewalk.viewmodel.kind.Pin;
import org.tablewalk.viewmodel.kind.Reading;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.listing.ListingCpu;

/** A frame of a toy machine's run. */
record ToyReading(Frame frame, ToyState state, Intrinsics intrinsics, Messages messages) implements Reading {
    @Override
    public int cpus() {
        return 1;
    }

    /** Of what happened in a step the last that says anything: it is the outcome. */
    @Override
    public String sentence() {
        return frame.step().events().reversed().stream().map(this::told).filter(text -> !text.isEmpty()).findFirst()
                .orElseGet(() -> messages.text("toy.goesOn"));
    }

    private String told(EventRecord e) {
        return switch (e.kind()) {
            case Event.HALT -> e.a() == 0 ? messages.text("toy.ends") : "";
            case Event.FAULT -> messages.text("toy.fault", Numbers.hex(e.a()), state.name(e.b()));
            case Event.TLB_FILL -> messages.text("toy.fill", state.name(state.entryOf(state.cached((int) e.a()))), e.a());
            case Event.TLB_HIT -> messages.text(state.stale((int) e.b()) ? "toy.hitStale" : "toy.hit", Numbers.hex(e.a()), e.b());
            case Event.TLB_MISS -> messages.text("toy.miss", Numbers.hex(e.a()));
            case Event.WALK_READ -> messages.text("toy.read", state.name(e.a()), entry(e.b()));
            case Event.WORD_WRITE -> messages.text("toy.store", state.name(e.a()), entry(e.b()), entry(e.c()));
            case Event.TLB_FLUSH -> messages.text("toy.flush", e.a());
            default -> "";
        };
    }

    /** What an entry says. */
    String entry(long word) {
        return ToyState.valid(word) ? messages.text("toy.entry", Numbers.hex(ToyState.target(word))) : messages.text("kind.INVALID");
    }

    /** What an entry said before the last step. */
    long before(long at) {
        return frame.before() == null ? state.word(at) : new ToyState(state.map(), frame.before()::get).word(at);
    }

    /** The address of the entry that was written last, else of the root's first. */
    long written() {
        return frame.marks().stream().filter(m -> m.kind() == MarkKind.BREAK || m.kind() == MarkKind.MAKE).filter(m -> m.position() < frame.position())
                .reduce((one, later) -> later).map(Mark::address).orElse(ToyMap.BASE);
    }

    @Override
    public String move(int move) {
        return state.next() >= 0 ? messages.text("toy.moveWalk", state.name(state.next())) : messages.text("toy.moveRun");
    }

    @Override
    public Listing listing() {
        return new Listing.Code(state.map().program, intrinsics, List.of(new ListingCpu(0, state.pc(), "toy.program", state.status() == ToyState.FAILED,
                state.next() < 0 ? "" : messages.text("listing.access.WALK", state.level(state.next())))));
    }

    @Override
    public TlbTable tlb(int cpu) {
        return new ToyTlb(this);
    }

    @Override
    public String facts() {
        return messages.text("toy.facts", state.map().tables, ToyMap.ENTRIES);
    }

    @Override
    public MarkNames marks() {
        return new MarkNames() {
            @Override
            public String entry(long address) {
                return state.name(address);
            }

            @Override
            public String shape(Mark mark) {
                return mark.kind() == MarkKind.TLBI ? "flush" : MarkNames.super.shape(mark);
            }

            @Override
            public String dialect() {
                return ".toy";
            }
        };
    }

    /** Between a store to a valid entry and the flush after it the TLB may hold what the tables no longer say. */
    @Override
    public Track track(Pin pin, double from, double to) {
        var stretches = new ArrayList<Track.Stretch>();
        double since = Double.NEGATIVE_INFINITY;
        boolean stale = false;
        for (Mark mark : frame.marks()) {
            boolean flush = mark.kind() == MarkKind.TLBI;
            if (flush ? stale : mark.kind() == MarkKind.BREAK && !stale) {
                double at = flush ? mark.position() + 1.0 : mark.position();
                stretches.add(stretch(since, at, stale));
                since = at;
                stale = !flush;
            }
        }
        stretches.add(stretch(since, frame.length(), stale));
        return new Track(messages.text("toy.lane"), stretches);
    }

    private Track.Stretch stretch(double from, double to, boolean stale) {
        return new Track.Stretch(from, to, stale ? Ink.STALE : Ink.PAGE, stale ? Ink.ON_STALE : Ink.ON_PAGE,
                messages.text(stale ? "toy.lane.stale" : "toy.lane.agrees"), (long) Math.max(0, from));
    }
}
