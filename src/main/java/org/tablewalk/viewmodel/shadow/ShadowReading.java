package org.tablewalk.viewmodel.shadow;

import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.check.shadow.Invariants;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.shadow.ShadowNarrator;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.shadow.MachineScene;
import org.tablewalk.picture.shadow.MachineShadow;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.picture.twotrees.PageTrack;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.Cause;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.MarkSearch;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.kind.MarkNames;
import org.tablewalk.viewmodel.kind.Pin;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.motion.Motion;
import org.tablewalk.viewmodel.motion.Motions;
import org.tablewalk.viewmodel.twotrees.Chosen;
import org.tablewalk.viewmodel.twotrees.Touches;
import org.tablewalk.viewmodel.twotrees.TwoTreesReading;

/**
 * A frame of our x86 machine's run.
 *
 * @param intrinsics what its listings call
 * @param source     its tables as pictures read them
 * @param tlbs       its TLBs, turned to this frame
 * @param designs    every design's rules
 * @param meaning    of the role words
 * @param narrator   of its runs
 */
record ShadowReading(Frame frame, X86State state, Intrinsics intrinsics, MachineShadow source, TlbBook<X86State.TlbEntry> tlbs, Designs designs, RoleMeaning meaning,
        ShadowNarrator narrator, Messages messages) implements TwoTreesReading {
    private static final int MOST_BROKEN = 4;
    private static final int MOST_LEVELS = 5;

    @Override
    public int cpus() {
        return state.map().config().cpus();
    }

    @Override
    public String sentence() {
        return narrator.sentence(frame.step(), state);
    }

    @Override
    public String told(Cause.Link link) {
        return narrator.told(link.step(), link.event(), new X86State(state.map(), link.after()));
    }

    @Override
    public String move(int move) {
        return narrator.move(move, state);
    }

    @Override
    public Motion motion() {
        return Motions.of(frame.step(), new MovedTables(state.map(), source));
    }

    @Override
    public Listing listing() {
        return new Listing.Code(state.map().program(), intrinsics, ShadowCpus.of(state, messages));
    }

    @Override
    public TlbTable tlb(int cpu) {
        return tlbs.of(cpu);
    }

    @Override
    public String facts() {
        X86Config c = state.map().config();
        return String.join("\n", messages.text("facts.x86", messages.text("virtualization." + c.virtualization()), c.hostLevels()),
                messages.text("facts.design", c.design().label()),
                messages.text("facts.x86Cpus", c.cpus(), c.tlbEntries(), messages.text("facts.hostPage." + c.hostPageLevel())),
                messages.text("facts.shadowPages", c.shadowPages(), c.rmapDescriptors()));
    }

    @Override
    public MarkNames marks() {
        return new PageNames(this, messages);
    }

    @Override
    public Track track(Pin pin, double from, double to) {
        return pin.address() < 0 ? Track.EMPTY : new PageTrack(frame.length()).of(pin.name(), frame.marks(), pin.address(), frame.position());
    }

    @Override
    public ShadowScene scene() {
        return MachineScene.of(source, frame.step());
    }

    @Override
    public RoleDesign design() {
        return state.design();
    }

    @Override
    public boolean ept() {
        return state.map().config().ept();
    }

    @Override
    public Chosen touched() {
        return new Touches(source, header -> {
            X86State.ShadowPage page = state.shadowPageAt(header);
            return page == null ? -1 : page.table();
        }).last(frame);
    }

    @Override
    public long header(ShadowSource.Page page) {
        X86State.ShadowPage found = state.shadowPageAt(page.table());
        return found == null ? -1 : found.header();
    }

    @Override
    public long hostAddress(Chosen what) {
        return switch (what) {
            case Chosen.Nothing n -> -1;
            case Chosen.Shadow s when s.index() != Chosen.WHOLE -> s.address();
            case Chosen.Shadow s -> {
                X86State.ShadowPage page = state.shadowPageAt(s.table());
                yield page == null ? -1 : page.header() + X86Map.SP_ROLE;
            }
            case Chosen.Guest g -> {
                long pfn = g.index() == Chosen.WHOLE || g.table().cpu() >= 0 ? -1 : state.map().pfnOf(g.table().gfn());
                yield pfn < 0 ? -1 : pfn << 12 | (long) WalkRules.entryBytes(g.table().rules()) * g.index() & -8;
            }
        };
    }

    @Override
    public List<Fact> broken() {
        boolean judged = frame.step() != null && MarkSearch.at(frame.marks(), frame.position() - 1).stream()
                .anyMatch(m -> m.kind() == MarkKind.INVARIANT);
        return !judged ? List.of() : Invariants.of(state, meaning).stream().limit(MOST_BROKEN)
                .map(v -> Fact.alert("", narrator.violation(v, state))).toList();
    }

    @Override
    public List<Fact> otherDesigns(ShadowSource.Page page) {
        return new OtherDesigns(state, designs, messages).of(page, cpuOf(page));
    }

    /** The CPU whose root leads to the page by way of first parents; 0 if none does. */
    private int cpuOf(ShadowSource.Page page) {
        ShadowSource.Page top = page;
        for (int level = page.level(); level <= MOST_LEVELS && top != null; level++) {
            for (int cpu = 0; cpu < cpus(); cpu++) {
                if (state.mmu(cpu).rootHpa() == top.table()) {
                    return cpu;
                }
            }
            List<Long> parents = source.parents(top);
            top = parents.isEmpty() ? null : source.page(parents.getFirst() & -4096);
        }
        return 0;
    }
}
