package org.tablewalk.session.stage2;

import java.util.stream.IntStream;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.session.ScenarioRun;

/**
 * What became of an entry when a fault asked for other rights, as one run of the machine shows it. Rights are vectors as in {@link Permissions}.
 *
 * @param values  of the run's parameters: the old rights, the new ones, the rule
 * @param did     what mapping did to the entry
 * @param before  rights of the entry when mapping began
 * @param asked   rights that were asked for
 * @param mapped  rights of the entry when mapping returned; 0 while it was invalid
 * @param relaxed whether a permission fault added rights after that
 * @param end     rights at the end of the run
 */
public record PermissionPair(Values values, Did did, int before, int asked, int mapped, boolean relaxed, int end) {
    /** The routine that a fault maps with, and the one that adds rights. */
    private static final String MAP = "kvm_pgtable_stage2_map";
    private static final String RELAX = "kvm_pgtable_stage2_relax_perms";

    /** Steps after which nobody waits for an end. */
    private static final long MOST = 100_000;

    /** What mapping did to the entry. */
    public enum Did {
        /** Nothing, and said that all was well. */
        SKIPPED,
        /** Nothing, and said that the guest should try again. */
        RETRIED,
        /** Stored another valid one over it. */
        OVERWRITTEN,
        /** Made it invalid first. */
        BROKEN,
        /** It has not come back. */
        UNFINISHED
    }

    /** Which pair it is, in the words of the scenario. */
    public record Values(String oldRights, String newRights, String rule) {}

    /** Rights of the entry that mapping took away. */
    public int lost() {
        return before & ~mapped;
    }

    /** Rights that were asked for and that the entry did not have after mapping. */
    public int missing() {
        return asked & ~mapped;
    }

    /** Whether mapping said that all was well, without breaking the entry, and a right was lost or missing. */
    public boolean wrong() {
        return (did == Did.SKIPPED || did == Did.OVERWRITTEN) && (lost() | missing()) != 0;
    }

    /** Whether both old and new rights are such as KVM's own faults ask for: they always include R, and X too on CPUs with DIC. */
    public boolean reachable(boolean dic) {
        int always = Permissions.READ | (dic ? Permissions.EXECUTE : 0);
        return (before & asked & always) == always;
    }

    /** Whether a scenario is about one such pair. */
    static boolean fits(ScenarioRun run) {
        var rights = PermissionTable.words(run, PermissionTable.OLD);
        return !rights.isEmpty() && IntStream.rangeClosed(0, 7).mapToObj(Permissions::text).toList().containsAll(rights) && rights.equals(PermissionTable.words(run,
                PermissionTable.NEW))
                && !PermissionTable.words(run, PermissionTable.RULE).isEmpty() && run.source().blueprint() instanceof ArmBlueprint blueprint && blueprint.program().routine(
                        MAP) != null && !blueprint.config().actors().isEmpty()
                && blueprint.config().actors().getFirst().arguments().size() == 2;
    }

    /** Makes the run of a scenario to its end, or to its limit of steps, and reads it. */
    static PermissionPair of(ScenarioRun run) {
        return new Reading(run).pair();
    }

    /** One run. */
    private static final class Reading {
        private final ScenarioRun run;
        private final Program program;
        private final ArmMachine machine;
        private final ArmState state;
        private final long ipa;
        private final int asked;
        private final long entry;
        private final int before;
        private Did did = Did.UNFINISHED;
        private boolean written;
        private boolean broken;
        private boolean relaxed;
        private int mapped;

        Reading(ScenarioRun run) {
            this.run = run;
            program = run.source().blueprint().program();
            machine = (ArmMachine) run.machine();
            state = new ArmState(machine.map(), machine.cells()::get);
            var arguments = machine.map().config().actors().getFirst().arguments();
            ipa = arguments.getFirst();
            asked = arguments.getLast().intValue();
            entry = state.translate(ipa).descriptorAddress();
            before = rights();
        }

        private int rights() {
            var now = state.translate(ipa);
            return now.valid() ? Permissions.of(now.descriptor()) : 0;
        }

        PermissionPair pair() {
            machine.attach(this::told);
            end(machine, run.policy());
            var values = run.parameters();
            return new PermissionPair(new Values(values.get(PermissionTable.OLD), values.get(PermissionTable.NEW), values.get(PermissionTable.RULE)), did, before, asked, mapped,
                    relaxed,
                    rights());
        }

        private void end(Machine of, Policy policy) {
            int last = Move.NONE;
            for (long steps = 0; steps < Math.min(MOST, run.maxSteps()); steps++) {
                last = policy.choose(of, steps, last);
                if (last == Move.NONE) {
                    return;
                }
                of.step(last);
            }
        }

        private void told(int kind, int cpu, long a, long b, long c) {
            if (kind == Event.WORD_WRITE && a == entry && did == Did.UNFINISHED) {
                written = true;
                broken |= (c & Descriptor.VALID) == 0;
            } else if (kind == Event.CALL && program.routines().get((int) a).name().equals(RELAX)) {
                relaxed = true;
            } else if (kind == Event.RETURN && did == Did.UNFINISHED && program.routines().get((int) a).name().equals(MAP)) {
                did = broken ? Did.BROKEN : written ? Did.OVERWRITTEN : b == 0 ? Did.SKIPPED : Did.RETRIED;
                mapped = rights();
            }
        }
    }
}
