package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.machine.arm64.Regime;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.forest.ForestScene;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.tlb.TlbLog;

/** The trees of an Arm machine with a regime, at one moment: for each VM those of its guest's address spaces, if it has any, and the one of stage 2 over which they stand. */
public final class ArmForest {
    private final Words words = new Words();
    private final ArmState state;
    private final TlbLog.Part log;
    private final RegimeState regime;
    private final int cpus;
    /** Worked out when they are first asked for: most moments of a run are never looked at so closely. */
    private VmPages owners;
    private final List<ArmTables> stage2 = new ArrayList<>();
    private final List<Stage1Tables> stage1 = new ArrayList<>();

    /** The trees of a state of which it is not known how it came about. */
    public ArmForest(ArmState state) {
        this(state, TlbLog.Part.NONE);
    }

    /**
     * The trees of a state.
     *
     * @param log what became of TLBs on the way to it, and what was read
     */
    public ArmForest(ArmState state, TlbLog.Part log) {
        this.state = state;
        this.log = log;
        regime = state.regime();
        cpus = state.map().config().cpus();
    }

    private void look() {
        if (owners != null) {
            return;
        }
        owners = VmPages.of(state);
        for (int vm = 0; vm < regime.vms(); vm++) {
            stage2.add(new ArmTables(state, vm, owners));
            GuestTables guest = regime.vm(vm).guest();
            for (int space = 0; guest != null && space < guest.spaces().size(); space++) {
                stage1.add(new Stage1Tables(state, vm, space));
            }
        }
    }

    /** Number of trees that a machine of a configuration has in all its states. */
    public static int size(ArmConfig config) {
        return config.regime() == null ? 1
                : config.regime().vms().stream().mapToInt(vm -> 1 + (vm.guest() == null ? 0 : vm.guest().spaces().size())).sum();
    }

    /** The tables in which a descriptor stands; those of the first VM if it stands in none. */
    public TableSource tables(long descriptor) {
        look();
        int page = state.map().pageOf(descriptor);
        if (page >= 0) {
            return stage2.get(Math.max(0, owners.of(page)));
        }
        return stage1.stream().filter(tables -> tables.pageOf(descriptor) >= 0).map(TableSource.class::cast).findFirst().orElse(stage2.getFirst());
    }

    /** The VM whose guest has a descriptor in its own tables, or -1. */
    public int guestOf(long descriptor) {
        return tables(descriptor) instanceof Stage1Tables tables && tables.pageOf(descriptor) >= 0 ? tables.vm() : -1;
    }

    /** The name of the address space that such a descriptor is of. */
    public String space(long descriptor) {
        return tables(descriptor) instanceof Stage1Tables tables ? space(tables).name() : "";
    }

    private GuestTables.Space space(Stage1Tables tables) {
        return regime.vm(tables.vm()).guest().spaces().get(tables.space());
    }

    /**
     * What the picture shows.
     *
     * @param step     the step that led here, or null
     * @param windows  broken windows of the recording
     * @param position steps made
     * @param next     addresses that the next step is about to touch
     * @param code     where the code's walks stand
     * @param selected the selected descriptor, or -1
     */
    public ForestScene scene(StepRecord step, List<BrokenWindow> windows, long position, Set<Long> next, List<TreeScene.Walk> code, long selected) {
        look();
        List<ForestScene.Tree> trees = new ArrayList<>();
        var guests = new GuestScene(state, stage1);
        var stale = new StaleCombined(state);
        for (int vm = 0; vm < regime.vms(); vm++) {
            for (Stage1Tables tables : stage1) {
                if (tables.vm() == vm) {
                    trees.add(guest(tables, guests.of(tables, step, next)));
                }
            }
            ArmTables of = stage2.get(vm);
            TreeScene scene = ArmScene.of(state, vm, of, "", step, windows, position, next, stale.copies(vm));
            String vmids = regime.vmids(vm).stream().map(String::valueOf).collect(Collectors.joining("/"));
            int root = vm;
            trees.add(new ForestScene.Tree(vm, true, words.of("forest.stage2", regime.vm(vm).name(), vmids), words.of("forest.about", regime.geometry(vm).ipaBits()),
                    cpus(r -> regime.vmOf(r.inEffect() & RegimeState.BASE) == root, ArmIntrinsics.VTTBR_EL2),
                    cpus(r -> r.pending() && regime.vmOf(r.written() & RegimeState.BASE) == root, ArmIntrinsics.VTTBR_EL2),
                    scene.with(code.stream().filter(walk -> tables(walk.table()) == of).toList())));
        }
        var ways = new Ways(state, stage1);
        Regime all = state.map().config().regime();
        String granule = state.map().config().geometry().granule().label();
        String title = words.of(all.stage1() != null ? "forest.title.two" : "forest.title", regime.vms() == 1 ? words.of("forest.vm") : words.of("forest.vms", regime.vms()),
                granule);
        return new ForestScene(title, trees, Stream.concat(stale.ways().stream(), ways.of(selected).stream()).toList(), stage1.isEmpty() ? List.of() : new WalkNews(state, log)
                .all(), stale.news(), step == null ? -1 : step.cpu());
    }

    private ForestScene.Tree guest(Stage1Tables tables, TreeScene scene) {
        GuestTables.Space space = space(tables);
        int ttbr = space.upper() ? ArmIntrinsics.TTBR1_EL1 : ArmIntrinsics.TTBR0_EL1;
        GuestTables guest = regime.vm(tables.vm()).guest();
        long root = guest.root(tables.space());
        // A TTBR means something only where the VM's stage 2 is in effect that it is an address of.
        List<Integer> users = cpus(r -> Stage1Registers.base(r.inEffect()) == root, ttbr).stream().filter(cpu -> regime.loaded(cpu) == tables.vm() && state.stage1().on(cpu))
                .toList();
        List<Integer> coming = cpus(r -> r.pending() && Stage1Registers.base(r.written()) == root, ttbr).stream().filter(cpu -> regime.loaded(cpu) == tables.vm()).toList();
        String asids = regime.asids(tables.vm(), tables.space()).stream().map(String::valueOf).collect(Collectors.joining("/"));
        return new ForestScene.Tree(tables.vm(), false, words.of("forest.stage1", regime.vm(tables.vm()).name(), space.name(), asids),
                words.of(space.upper() ? "forest.about.upper" : "forest.about.lower", guest.geometry().vaBits()), users, coming, scene);
    }

    private List<Integer> cpus(Predicate<RegimeState.Register> which, int register) {
        List<Integer> found = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            if (which.test(regime.register(cpu, register))) {
                found.add(cpu);
            }
        }
        return found;
    }
}
