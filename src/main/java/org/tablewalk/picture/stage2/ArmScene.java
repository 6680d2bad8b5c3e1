package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.stage2.Observers;
import org.tablewalk.check.stage2.VmidOwners;
import org.tablewalk.kvm.stage2.Walker;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.timeline.Bands;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.walk.WalkLog;
import org.tablewalk.trace.walk.WalkVisit;

/** Makes scenes of an Arm machine's states. */
public final class ArmScene {
    /** Broken descriptors for which it is worked out who may still use the old value. */
    private static final int MOST_BROKEN = 8;

    private ArmScene() {}

    /**
     * The tree at one moment.
     *
     * @param step     the step that led here, or null
     * @param windows  broken windows of the recording
     * @param position steps made
     * @param next     addresses that the next step is about to touch
     */
    public static TreeScene of(ArmState state, StepRecord step, List<BrokenWindow> windows, long position, Set<Long> next) {
        ArmConfig config = state.map().config();
        String title = new Words().of("tree.stage2", config.geometry().ipaBits(), config.geometry().granule().label(), config.vmid());
        return of(state, 0, new ArmTables(state), title, step, windows, position, next, List.of());
    }

    /** The same of the tree of one of several VMs, whose tables those are, with further copies; its title stands elsewhere. */
    static TreeScene of(ArmState state, int vm, ArmTables tables, String title, StepRecord step, List<BrokenWindow> windows, long position, Set<Long> next,
            List<TreeScene.Copy> more) {
        ArmConfig config = state.map().config();
        RegimeState regime = state.regime();
        // What TLBs hold under a VMID that another VM runs under now is nothing of this tree.
        Set<Integer> vmids = regime.vmids(vm).stream().filter(vmid -> VmidOwners.of(state, vmid).contains(vm)).collect(Collectors.toSet());
        List<TreeScene.Copy> copies = new ArrayList<>(more);
        List<TreeScene.Walk> walks = new ArrayList<>();
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            copies.addAll(copies(state, cpu, vmids));
            ArmState.Cpu c = state.cpu(cpu);
            for (boolean speculative : new boolean[] {false, true}) {
                ArmState.Access access = speculative ? c.speculation() : c.access();
                if (access != null && regime.walked(cpu, speculative) == vm && ofStage2(state, cpu, speculative, access)) {
                    access(cpu, access, speculative, copies, walks);
                }
            }
        }
        // A window is open from after its breaking step until after its making step.
        Set<Long> broken = new Bands(windows).within(position, position).stream()
                .filter(w -> w.from() < position && (w.open() || w.to() >= position))
                .map(BrokenWindow::descriptorAddress).collect(Collectors.toSet());
        Map<Long, Long> users = new HashMap<>();
        broken.stream().limit(MOST_BROKEN).forEach(address -> users.put(address, Observers.users(Observers.of(state, address))));
        return new TreeScene(title, tables, config.cpus(), before(state, step), next, copies, walks, broken, users);
    }

    /**
     * Where the code's walks stand: at the entries of their last calls that have not led anywhere else yet.
     *
     * @param walks    of the recording
     * @param position steps made
     * @param tables   those in which a descriptor stands
     */
    public static List<TreeScene.Walk> walks(ArmState state, WalkLog.Part walks, long position, LongFunction<TableSource> tables) {
        long made = walks.before(position);
        List<TreeScene.Walk> stand = new ArrayList<>();
        if (made > 0) {
            WalkVisit last = walks.visit(made - 1);
            boolean walking = state.frames(last.cpu()).stream().anyMatch(f -> f.routine().name().equals(Walker.VISIT));
            if (walking) {
                long table = tables.apply(last.ptep()).tableOf(last.ptep());
                stand.add(new TreeScene.Walk(last.cpu(), last.addr(), last.level(), table, TreeScene.Walk.By.CODE));
            }
        }
        return stand;
    }

    private static Map<Long, Long> before(ArmState state, StepRecord step) {
        Map<Long, Long> before = new HashMap<>();
        if (step != null) {
            for (int i = 0; i < step.cells().length; i++) {
                long address = state.map().addressOf(step.cells()[i]);
                if (address >= 0) {
                    before.put(address, step.before()[i]);
                }
            }
        }
        return before;
    }

    /** A CPU's TLB entries of the first VM, as copies. */
    public static List<TreeScene.Copy> copies(ArmState state, int cpu) {
        return copies(state, cpu, state.regime().vmids(0));
    }

    private static List<TreeScene.Copy> copies(ArmState state, int cpu, Set<Integer> vmids) {
        return state.tlb(cpu).stream().filter(e -> vmids.contains(e.vmid()))
                .map(e -> new TreeScene.Copy(cpu, e.slot(), e.ipa(), e.level(), e.descriptor())).toList();
    }

    /** Whether stage 2 has anything to do with an access now: not where the next step is stage 1's, nor where an entry that combines both answered. */
    private static boolean ofStage2(ArmState state, int cpu, boolean speculative, ArmState.Access access) {
        Stage1State.Access guest = state.stage1() == null ? null : state.stage1().access(cpu, speculative);
        return access.phase() != ArmState.Phase.STAGE_1 && (guest == null || guest.step() != Stage1State.Step.HIT);
    }

    private static void access(int cpu, ArmState.Access access, boolean speculative, List<TreeScene.Copy> copies,
            List<TreeScene.Walk> walks) {
        if (access.phase() == ArmState.Phase.WALK || access.phase() == ArmState.Phase.UPDATE) {
            walks.add(new TreeScene.Walk(cpu, access.ipa(), access.level(), access.table(), speculative ? TreeScene.Walk.By.SPECULATION : TreeScene.Walk.By.ACCESS));
        } else if (access.descriptor() != 0) {
            copies.add(new TreeScene.Copy(cpu, -1, access.ipa(), access.level(), access.descriptor()));
        }
    }
}
