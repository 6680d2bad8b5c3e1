package org.tablewalk.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.tablewalk.format.scenario.ArmBlueprint;
import org.tablewalk.format.scenario.X86Blueprint;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.session.ScenarioChecks;

/** What the command line tells of the state a run has reached. Every kind of machine has its own. */
sealed interface MachineReport permits ArmReport, X86Report {
    /** The report on a run as it is now. */
    static MachineReport of(Execution execution) {
        return switch (execution.chosen().scenario().blueprint()) {
            case ArmBlueprint arm -> new ArmReport(execution, new ArmState(((ArmMachine) execution.machine()).map(), execution.machine().cells().image()));
            case X86Blueprint x86 -> {
                var state = new X86State(((X86Machine) execution.machine()).map(), execution.machine().cells().image());
                yield new X86Report(execution, state, new ShadowPageFacts(state, ScenarioChecks.meaning(state.map())));
            }
        };
    }

    /** Whether a CPU has something left to do, or waits. */
    boolean busy();

    /** The CPUs that have not ended in order. */
    List<Exit> exits();

    /** The whole state, as {@code state --json} writes it. */
    Object state();

    /** The whole state as text. */
    void print(PrintWriter out);

    /**
     * A CPU that has not ended in order.
     *
     * @param error that KVM_RUN returned, or 0
     */
    record Exit(int cpu, String status, long error) {}

    /** The word for an enum value in answers: lowerCamelCase. */
    static String word(Enum<?> value) {
        var words = value.name().toLowerCase(Locale.ROOT).split("_");
        var text = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return text.toString();
    }
}
