package org.tablewalk.viewmodel.kvmmmu;

import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.machine.Event;
import org.tablewalk.narrate.kvmmmu.KvmmmuNarrator;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.kvmmmu.ImportedScene;
import org.tablewalk.picture.kvmmmu.ImportedShadow;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.picture.twotrees.PageTrack;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.kvmmmu.KvmmmuState;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.kind.MarkNames;
import org.tablewalk.viewmodel.kind.Pin;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.motion.Motion;
import org.tablewalk.viewmodel.motion.Motions;
import org.tablewalk.viewmodel.twotrees.Chosen;
import org.tablewalk.viewmodel.twotrees.ShadowMarkNames;
import org.tablewalk.viewmodel.twotrees.Touches;
import org.tablewalk.viewmodel.twotrees.TwoTreesReading;

/**
 * A frame of a trace of the kernel's kvmmmu tracepoints.
 *
 * @param source its tables as pictures read them
 */
record KvmmmuReading(Frame frame, KvmmmuState state, KvmmmuTrace trace, ImportedShadow source, TracepointText texts, KvmmmuNarrator narrator,
        Messages messages) implements TwoTreesReading {
    @Override
    public int cpus() {
        return state.map().lanes();
    }

    @Override
    public String sentence() {
        return narrator.sentence(frame.step(), state);
    }

    @Override
    public String move(int move) {
        return texts.line(state.next());
    }

    /** A trace tells of entries that are set and of pages that are zapped, and not of stores and of memory that is freed. */
    @Override
    public Motion motion() {
        return Motions.of(frame.step(), new Motions.Tables() {
            @Override
            public Motion.Place under(long word, int level) {
                return null;
            }

            @Override
            public int store() {
                return Event.SPTE_SET;
            }

            @Override
            public int freed() {
                return Event.SP_ZAP;
            }
        });
    }

    @Override
    public Listing listing() {
        return new Listing.Records(state.next(), trace.records(), trace::lane, trace::line, texts::line);
    }

    @Override
    public TlbTable tlb(int cpu) {
        return null;
    }

    @Override
    public String facts() {
        return String.join("\n", trace.limits());
    }

    @Override
    public MarkNames marks() {
        return new ShadowMarkNames() {
            @Override
            public String page(Mark mark) {
                ShadowSource.Page page = source.page(mark.address());
                return page == null ? messages.text("shadow.somePage") : messages.text("shadow.page", page.id());
            }
        };
    }

    @Override
    public Track track(Pin pin, double from, double to) {
        return pin.address() < 0 ? Track.EMPTY : new PageTrack(frame.length()).of(pin.name(), frame.marks(), pin.address(), frame.position());
    }

    @Override
    public ShadowScene scene() {
        return ImportedScene.of(source, frame.step());
    }

    /** Mainline's: the bits that events tell lie as there in every kernel that has them. */
    @Override
    public RoleDesign design() {
        return RoleDesign.MAINLINE;
    }

    @Override
    public boolean ept() {
        return state.map().ept();
    }

    @Override
    public Chosen touched() {
        return new Touches(source, table -> table).last(frame);
    }

    /** Marks call a page by its name. */
    @Override
    public long header(ShadowSource.Page page) {
        return page.table();
    }

    @Override
    public long hostAddress(Chosen what) {
        return -1;
    }

    @Override
    public List<Fact> broken() {
        return List.of();
    }

    @Override
    public List<Fact> otherDesigns(ShadowSource.Page page) {
        return List.of();
    }
}
