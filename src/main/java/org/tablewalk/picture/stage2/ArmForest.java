package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.forest.ForestScene;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.trace.StepRecord;

/** The trees of an Arm machine with a regime, at one moment: one for each VM. */
public final class ArmForest {
    private final Words words = new Words();
    private final ArmState state;
    private final RegimeState regime;
    private final int cpus;
    /** Worked out when they are first asked for: most moments of a run are never looked at so closely. */
    private VmPages owners;
    private final List<ArmTables> tables = new ArrayList<>();

    /** The trees of a state. */
    public ArmForest(ArmState state) {
        this.state = state;
        regime = state.regime();
        cpus = state.map().config().cpus();
    }

    private ArmTables of(int vm) {
        if (owners == null) {
            owners = VmPages.of(state);
            for (int each = 0; each < regime.vms(); each++) {
                tables.add(new ArmTables(state, each, owners));
            }
        }
        return tables.get(vm);
    }

    /** Number of trees that a machine of a configuration has in all its states. */
    public static int size(ArmConfig config) {
        return config.regime() == null ? 1 : config.regime().vms().size();
    }

    /** The tables in which a descriptor stands; those of the first VM if it stands in none. */
    public TableSource tables(long descriptor) {
        ArmTables first = of(0);
        int page = state.map().pageOf(descriptor);
        return page < 0 || owners.of(page) < 0 ? first : of(owners.of(page));
    }

    /**
     * What the picture shows.
     *
     * @param step     the step that led here, or null
     * @param windows  broken windows of the recording
     * @param position steps made
     * @param next     addresses that the next step is about to touch
     * @param code     where the code's walks stand
     */
    public ForestScene scene(StepRecord step, List<BrokenWindow> windows, long position, Set<Long> next, List<TreeScene.Walk> code) {
        List<ForestScene.Tree> trees = new ArrayList<>();
        for (int vm = 0; vm < regime.vms(); vm++) {
            ArmTables of = of(vm);
            TreeScene scene = ArmScene.of(state, vm, of, "", step, windows, position, next);
            String vmids = regime.vmids(vm).stream().map(String::valueOf).collect(Collectors.joining("/"));
            List<Integer> users = new ArrayList<>();
            List<Integer> coming = new ArrayList<>();
            for (int cpu = 0; cpu < cpus; cpu++) {
                RegimeState.Register vttbr = regime.register(cpu, ArmIntrinsics.VTTBR_EL2);
                if (regime.vmOf(vttbr.inEffect() & RegimeState.BASE) == vm) {
                    users.add(cpu);
                }
                if (vttbr.pending() && regime.vmOf(vttbr.written() & RegimeState.BASE) == vm) {
                    coming.add(cpu);
                }
            }
            trees.add(new ForestScene.Tree(vm, true, words.of("forest.stage2", regime.vm(vm).name(), vmids), words.of("forest.about", regime.geometry(vm).ipaBits()), users, coming,
                    scene.with(code.stream().filter(walk -> tables(walk.table()) == of).toList())));
        }
        String granule = state.map().config().geometry().granule().label();
        return new ForestScene(words.of("forest.title", regime.vms(), granule), trees, List.of(), List.of(), step == null ? -1 : step.cpu());
    }
}
