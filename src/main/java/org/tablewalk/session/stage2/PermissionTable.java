package org.tablewalk.session.stage2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.session.survey.Variant;
import org.tablewalk.session.survey.Variants;

/** All pairs of old and new rights by every rule, each a run of its own. A job: it works on a thread of its own, and what it has so far can be asked for at any time. */
public final class PermissionTable {
    /** The parameters that a scenario of one pair has. */
    public static final String OLD = "oldRights";
    public static final String NEW = "newRights";
    public static final String RULE = "rule";

    private final ScenarioRun run;
    private final Thread thread;
    private volatile List<PermissionPair> pairs = List.of();
    private volatile boolean dropped;

    /** The table that a scenario of one pair is a cell of. Works from now on. */
    public PermissionTable(ScenarioRun run) {
        this.run = run;
        thread = Thread.ofPlatform().name("tablewalk-pairs").daemon().unstarted(this::work);
        thread.start();
    }

    /** Whether a subject is a cell of such a table. */
    public static boolean fits(Subject subject) {
        return subject instanceof ScenarioRun run && PermissionPair.fits(run);
    }

    /** Whether a subject is another cell of this table: the same listings, with other values. */
    public boolean holds(Subject subject) {
        return subject instanceof ScenarioRun other && other.original() == run.original() && other.edits().equals(run.edits());
    }

    /** The words that a parameter may be. */
    public static List<String> words(ScenarioRun run, String parameter) {
        return run.source().scenario().parameters().stream().filter(p -> p.name().equals(parameter)).filter(Parameter.Choice.class::isInstance)
                .flatMap(p -> ((Parameter.Choice) p).options().stream()).map(Quoted::text).toList();
    }

    /** What is known so far: rule after rule, in the scenario's order. */
    public List<PermissionPair> pairs() {
        return pairs;
    }

    /** Waits until all of it is known. */
    public void await() throws InterruptedException {
        thread.join();
    }

    /** Nobody wants to know any more. */
    public void drop() {
        dropped = true;
    }

    private void work() {
        List<PermissionPair> found = new ArrayList<>();
        for (String rule : words(run, RULE)) {
            Map<String, List<String>> dimensions = new LinkedHashMap<>();
            dimensions.put(RULE, List.of(rule));
            dimensions.put(OLD, words(run, OLD));
            dimensions.put(NEW, words(run, NEW));
            for (Variant variant : new Variants(run).combinations(dimensions)) {
                if (dropped) {
                    return;
                }
                if (variant.run() != null) {
                    found.add(PermissionPair.of(variant.run()));
                }
            }
            pairs = List.copyOf(found);
        }
    }
}
