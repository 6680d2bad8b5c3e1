package org.tablewalk.viewmodel.stage2;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage1Fields;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.stage2.Place;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.narrate.Words;
import org.tablewalk.narrate.stage2.Narrator;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.forest.ForestScene;
import org.tablewalk.picture.stage2.ArmForest;
import org.tablewalk.picture.stage2.ArmScene;
import org.tablewalk.picture.stage2.NextTouch;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.picture.tree.BrokenTrack;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.Cause;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.kind.MarkNames;
import org.tablewalk.viewmodel.kind.Pin;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.motion.Motion;
import org.tablewalk.viewmodel.motion.Motions;
import org.tablewalk.picture.tree.TableLevels;
import org.tablewalk.viewmodel.tree.Spot;
import org.tablewalk.viewmodel.tree.TreeReading;

/**
 * A frame of our Arm machine's run.
 *
 * @param intrinsics what its listings call
 * @param tables     its tables as pictures read them, or null while no VM has been created
 * @param forest     the trees of its VMs
 * @param machine    gives one of the same kind, on which moves can be tried
 * @param narrator   of its runs
 * @param tlbs       its TLBs, turned to this frame
 * @param names      of descriptors, which stay what they were when first asked for: finding one searches the tables
 */
record Stage2Reading(Frame frame, ArmState state, Intrinsics intrinsics, TableSource tables, ArmForest forest, TlbBook<?> tlbs, Supplier<ArmMachine> machine, Narrator narrator,
        Map<Long, String> names,
        Messages messages) implements TreeReading {
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
        return narrator.told(link.step(), link.event(), new ArmState(state.map(), link.after()));
    }

    @Override
    public String move(int move) {
        return narrator.move(move, state);
    }

    @Override
    public Motion motion() {
        Stage2Geometry g = state.map().config().geometry();
        return Motions.of(frame.step(), new Motions.Tables() {
            @Override
            public Motion.Place under(long word, int level) {
                return Descriptor.table(word, level) ? new Motion.Table(Descriptor.nextTable(word, g.granule(), g.lpa2())) : null;
            }

            @Override
            public Motion.Place underStage1(long address, long word, int level) {
                // The word has an IPA; the picture knows tables by where they are.
                long next = Descriptor.table(word, level) ? tables(address).format().target(word, level) : -1;
                return next < 0 ? null : new Motion.Table(next);
            }
        });
    }

    @Override
    public Listing listing() {
        return new Listing.Code(state.map().program(), intrinsics, Stage2Cpus.of(state, messages));
    }

    @Override
    public List<String> whereabouts() {
        return new CpuSheets(state, new Flights(state, frame.image(), machine, narrator, messages), messages).whereabouts();
    }

    @Override
    public Sheet cpu(int cpu) {
        return new CpuSheets(state, new Flights(state, frame.image(), machine, narrator, messages), messages).of(cpu);
    }

    @Override
    public TlbTable tlb(int cpu) {
        return tlbs.of(cpu);
    }

    @Override
    public String facts() {
        ArmConfig c = state.map().config();
        var g = c.geometry();
        return String.join("\n", messages.text("facts.geometry", g.ipaBits(), g.granule().label(), g.startLevel(), g.rootTables()),
                messages.text("facts.cpus", c.cpus(), c.tlbEntries(), c.walkCacheEntries()),
                messages.text("facts.tlb", state.map().tlbShape().sets(), state.map().tlbShape().ways(), messages.text("replaced." + c.tlb().replacement()),
                        messages.text("hints." + c.freedoms().hints()), messages.text(c.tlb().groups() ? "groups.one" : "groups.ignored")),
                messages.text("facts.bbm", c.bbmLevel(), messages.text("nt." + c.ntResponse()), messages.text("overlap." + c.overlap())),
                messages.text("facts.freedoms", messages.text("eviction." + c.freedoms().eviction()), c.freedoms().speculative().size(),
                        c.freedoms().storeBuffer()));
    }

    @Override
    public MarkNames marks() {
        return new MarkNames() {
            @Override
            public String entry(long address) {
                return name(address);
            }
        };
    }

    @Override
    public Track track(Pin pin, double from, double to) {
        return new BrokenTrack(frame.windows(), frame.length(), false).of(pin.address(), pin.name(), frame.position(), from, to);
    }

    @Override
    public String absent() {
        if (tables != null) {
            return "";
        }
        long exit = state.cpu(0).exit();
        return exit == 0 ? messages.text("tree.noVm") : messages.text("tree.noVm.refused", Words.result(exit));
    }

    @Override
    public int trees() {
        return ArmForest.size(state.map().config());
    }

    @Override
    public TableSource tables(long descriptor) {
        return trees() == 1 ? tables : forest.tables(descriptor);
    }

    @Override
    public TreeScene scene() {
        return ArmScene.of(state, frame.step(), frame.windows(), frame.position(), new NextTouch().of(state, frame.nextMove())).with(walks());
    }

    @Override
    public ForestScene forest(long selected) {
        return forest.scene(frame.step(), frame.windows(), frame.position(), new NextTouch().of(state, frame.nextMove()), walks(), selected);
    }

    private List<TreeScene.Walk> walks() {
        return ArmScene.walks(state, frame.walks(), frame.position(), this::tables);
    }

    @Override
    public Spot spot(long at) {
        int guest = trees() == 1 ? -1 : forest.guestOf(at);
        if (guest >= 0) {
            return guestSpot(at, guest);
        }
        Place place = Place.find(state, at);
        int level = place != null ? place.level() : TableLevels.of(tables(at), at);
        int index = place != null ? place.index() : (int) ((at - tables(at).tableOf(at)) / 8);
        Stage2Geometry geometry = state.map().config().geometry();
        String range = place == null ? ""
                : (trees() == 1 ? "" : messages.text("inspector.ofVm", state.regime().vm(place.vm()).name())) + messages.text("inspector.range", Numbers.hex(place.ipa()), Numbers
                        .hex(place.last()), Numbers.size(place.size()));
        return new Spot(level, index, place != null, range, true, Descriptor.fields(state.word(at), level, geometry.granule(), geometry.lpa2()),
                place == null ? List.of() : Users.of(state, place, messages));
    }

    @Override
    public String name(long descriptor) {
        return names.computeIfAbsent(descriptor, a -> {
            Place place = Place.find(state, a);
            return place == null ? guestName(a) : tree(place) + "L" + place.level() + "[" + place.index() + "]";
        });
    }

    /** Whose tree it is, where there are several. */
    private String tree(Place place) {
        return trees() == 1 ? "" : state.regime().vm(place.vm()).name() + " ";
    }

    /** A descriptor of a guest's own tables: what it is called, else its address. */
    private String guestName(long descriptor) {
        int guest = trees() == 1 ? -1 : forest.guestOf(descriptor);
        if (guest < 0) {
            return Numbers.hex(descriptor);
        }
        TableSource of = tables(descriptor);
        return forest.space(descriptor) + " L" + TableLevels.of(of, descriptor) + "[" + (descriptor - of.tableOf(descriptor)) / 8 + "]";
    }

    private Spot guestSpot(long at, int vm) {
        TableSource of = tables(at);
        int level = TableLevels.of(of, at);
        long ipa = of.seen(at);
        ArmState.Translation found = state.regime().translate(vm, ipa);
        String where = found.valid() ? messages.text("inspector.stage1.found", Numbers.hex(ipa), Numbers.hex(found.pa()), name(found.descriptorAddress()))
                : messages.text("inspector.stage1.lost", Numbers.hex(ipa), name(found.descriptorAddress()));
        return new Spot(level, (int) ((at - of.tableOf(at)) / 8), true, messages.text("inspector.stage1", state.regime().vm(vm).name(), forest.space(at)) + where, true,
                Stage1Fields.of(state.word(at), level, state.regime().vm(vm).guest().geometry().granule()), List.of());
    }
}
