package org.tablewalk.app.lockstep;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.session.Frame;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.viewmodel.Messages;

/**
 * Machines side by side, as answers tell it.
 *
 * @param machines    from left to right
 * @param sameEvents  how many events are the same in all of them from the start on; null if they never part
 * @param counters    by key the values of the machines; null where a machine has no such counter
 */
record CompareAnswer(String title, List<Machine> machines, Integer sameEvents, Map<String, List<Long>> counters) {
    /**
     * One machine.
     *
     * @param steps      made
     * @param verdict    holds, violated, or unknown where nothing is judged
     * @param violated   ids of rules
     * @param unexpected those of them that the scenario does not expect to be violated in some run
     * @param partedAt   the step with which it parts from the first machine, counted as {@code state --step} counts; of the first itself with which the first other parts from it; null if
     *                   it does not
     * @param instead    what it does where they first part
     */
    record Machine(String label, String scenario, Map<String, String> parameters, long steps, boolean ended, String verdict, List<String> violated, List<String> unexpected,
            Long partedAt,
            String instead, String runHash) {}

    /**
     * The answer.
     *
     * @param end    machines at their ends
     * @param parted the same shown where they part
     */
    static CompareAnswer of(LockStepFrame end, LockStepFrame parted, ScenarioSource scenarios, Messages messages) {
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < end.machines().size(); i++) {
            LockStepFrame.Machine machine = end.machines().get(i);
            machines.add(machine(machine, end.parting() == null ? null : instead(parted.machines().get(i).frame(), end.parting().deeds().get(i).event() == null, scenarios,
                    messages)));
        }
        Map<String, List<Long>> counters = new LinkedHashMap<>();
        for (LockStepFrame.Counter counter : end.counters()) {
            if (end.machines().stream().allMatch(m -> scenarios.kind(m.frame().subject()).views().counts(counter.key()))) {
                counters.put(counter.key(), counter.values());
            }
        }
        return new CompareAnswer(end.title(), machines, end.parting() == null ? null : end.parting().event(), counters);
    }

    private static Machine machine(LockStepFrame.Machine machine, String instead) {
        Frame frame = machine.frame();
        Set<Rule> violated = EnumSet.noneOf(Rule.class);
        frame.judgement().findings().stream().map(Finding::rule).forEach(violated::add);
        Set<Rule> unexpected = EnumSet.noneOf(Rule.class);
        unexpected.addAll(violated);
        if (frame.subject() instanceof ScenarioRun run) {
            run.source().expectations().stream().filter(e -> !e.holds()).forEach(e -> unexpected.removeAll(e.property().rules()));
        }
        return new Machine(machine.label(), frame.subject().name(), frame.subject().changed(), frame.length(), frame.ended(),
                !frame.judgement().judged() ? "unknown" : violated.isEmpty() ? "holds" : "violated", ids(violated), ids(unexpected),
                machine.parted() < 0 ? null : machine.parted() + 1, instead, frame.runHash());
    }

    private static List<String> ids(Set<Rule> rules) {
        return rules.stream().map(Rule::id).toList();
    }

    /** What the step that is shown did; a machine that has ended does nothing. */
    private static String instead(Frame frame, boolean ended, ScenarioSource scenarios, Messages messages) {
        return ended || frame.step() == null ? "has come to its end"
                : scenarios.kind(frame.subject()).views().reader(frame.subject(), messages).apply(frame).sentence();
    }

    /** Whether something is wrong that nobody expects. */
    boolean failed() {
        return machines.stream().anyMatch(m -> !m.unexpected().isEmpty());
    }

    void print(PrintWriter out) {
        out.println(Terminal.plain(title));
        for (int i = 0; i < machines.size(); i++) {
            Machine m = machines.get(i);
            out.println(String.format(Locale.ROOT, "%d  %s: %,d steps%s, %s%s", i + 1, Terminal.plain(m.label()), m.steps(), m.ended() ? ", ended" : "", m.verdict(),
                    m.violated().isEmpty() ? "" : " (" + String.join(", ", m.violated()) + ")"));
        }
        if (sameEvents == null) {
            out.println("they never part");
        } else {
            out.println(String.format(Locale.ROOT, "they part after %,d events that are the same; then", sameEvents));
            for (int i = 0; i < machines.size(); i++) {
                Machine m = machines.get(i);
                out.println(i + 1 + "  " + Terminal.plain(m.instead()) + (m.partedAt() == null ? " [as the first, all along]" : " [parts at step " + m.partedAt()
                        + "]"));
            }
        }
        int width = counters.keySet().stream().mapToInt(String::length).max().orElse(0);
        counters.forEach((key, values) -> {
            if (values.stream().anyMatch(v -> v != null && v != 0)) {
                out.println("  " + String.format(Locale.ROOT, "%-" + width + "s", key) + values.stream().map(v -> String.format(Locale.ROOT, "%12s", Objects.requireNonNullElse(v,
                        "-").toString()))
                        .collect(Collectors.joining()));
            }
        });
    }
}
