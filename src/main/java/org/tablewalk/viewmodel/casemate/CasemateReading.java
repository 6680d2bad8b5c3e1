package org.tablewalk.viewmodel.casemate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.narrate.casemate.ImportNarrator;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.picture.tree.BrokenTrack;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.TableRoot;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.kind.MarkNames;
import org.tablewalk.viewmodel.kind.Pin;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.motion.Motion;
import org.tablewalk.viewmodel.motion.Motions;
import org.tablewalk.picture.tree.TableLevels;
import org.tablewalk.viewmodel.tree.Spot;
import org.tablewalk.viewmodel.tree.TreeReading;
import org.tablewalk.viewmodel.tree.Written;

/**
 * A frame of a casemate trace.
 *
 * @param root   the tree that is shown, or null
 * @param tables its tables as pictures read them, or null
 */
record CasemateReading(Frame frame, ImportState state, CasemateTrace trace, TableRoot root, TableSource tables, RecordText records, ImportNarrator narrator,
        Messages messages) implements TreeReading {
    private static final int INPUT_BITS = 48;

    @Override
    public int cpus() {
        return state.map().lanes();
    }

    @Override
    public String sentence() {
        return narrator.sentence(frame.step()) + records.source((int) frame.step().position());
    }

    @Override
    public String move(int move) {
        return records.line(state.next());
    }

    @Override
    public Motion motion() {
        return Motions.of(frame.step(), (word, level) -> null);
    }

    @Override
    public Listing listing() {
        return new Listing.Records(state.next(), trace.records(), n -> trace.record(n).origin().thread(), trace::line, records::line);
    }

    @Override
    public TlbTable tlb(int cpu) {
        return null;
    }

    @Override
    public TableSource stage2() {
        return root == null || root.stage() == TableRoot.Stage.EL2_STAGE_1 ? null : tables;
    }

    @Override
    public String facts() {
        return String.join("\n", trace.limits());
    }

    @Override
    public MarkNames marks() {
        return new MarkNames() {};
    }

    @Override
    public Track track(Pin pin, double from, double to) {
        return new BrokenTrack(frame.windows(), frame.length(), true).of(pin.address(), pin.name(), frame.position(), from, to);
    }

    @Override
    public TreeScene scene() {
        String title = messages.text(root.shape().assumed() ? "tree.titleAssumed" : "tree.titleImported", messages.text("tree.stage." + root.stage()),
                Numbers.hex(root.address()), root.shape().inputBits());
        return new TreeScene(title, tables, cpus(), Written.by(frame.step()), Set.of(), List.of(), List.of(), Set.of(), Map.of());
    }

    /** Imports have 4K tables; their fields are read as stage 2, which EL2's own tables differ from in their rights only. */
    @Override
    public Spot spot(long at) {
        boolean known = state.known(at);
        int level = TableLevels.of(tables, at);
        Stage2Geometry geometry = Stage2Geometry.of(Granule.K4, INPUT_BITS);
        List<BitField> fields = known ? Descriptor.fields(tables.word(at), level, geometry.granule(), geometry.lpa2()) : List.of();
        return new Spot(level, (int) ((at - tables.tableOf(at)) / 8), true, "", known, fields, List.of());
    }

    @Override
    public String name(long descriptor) {
        return Numbers.hex(descriptor);
    }
}
