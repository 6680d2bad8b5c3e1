package org.tablewalk.app.explore;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.app.command.Report;
import org.tablewalk.explore.Cause;
import org.tablewalk.explore.SearchResult;

/**
 * The answer of a search.
 *
 * @param stop       why it ended: complete, violated (all that was asked for is), states, memory, time
 * @param complete   whether every state that can be reached was seen
 * @param unexpanded states that were found and not gone on from
 * @param properties the verdicts
 */
record ExploreAnswer(String scenario, Map<String, Object> parameters, String stop, boolean complete, long unexpanded, List<Line> properties) {
    /**
     * The verdict on one property.
     *
     * @param verdict      holds, violated or unknown
     * @param complete     whether it rests on every state that can be reached
     * @param freedoms     what the hardware may do on its own in this proof
     * @param depth        transitions from the start to the states that were reached last
     * @param reductions   what was not tried in every order, and why it need not be
     * @param witnessSteps steps of a run that violates it with as few transitions as any; null if there is none
     * @param loopSteps    how many of its last steps can be made again and again; null if it does not end with a loop
     * @param causes       how many causes there are: entries, and lines that were at work
     * @param expected     whether the scenario says that some run violates it
     */
    record Line(String property, String verdict, boolean complete, List<String> freedoms, long states, long transitions, int depth, double seconds,
            long statesPerSecond, double bytesPerState, List<String> reductions, Integer witnessSteps, Integer loopSteps, long causes,
            boolean expected) {}

    static ExploreAnswer of(String scenario, Map<String, Object> parameters, List<String> freedoms, List<String> properties, SearchResult result,
            Expectations expectations) {
        var progress = result.progress();
        var reductions = reductions(result);
        var lines = properties.stream().map(property -> {
            var verdict = result.verdict(property);
            var cause = result.first(property);
            return new Line(property, Report.word(verdict), result.complete(), freedoms, progress.states(), progress.transitions(), progress.depth(),
                    rounded(progress.seconds(), 1000), Math.round(progress.statesPerSecond()), rounded((double) progress.bytes() / progress.states(), 10),
                    reductions, cause.map(found -> result.witness(found).length).orElse(null),
                    cause.map(found -> result.loop(found).length).filter(steps -> steps > 0).orElse(null), causes(result, property),
                    expectations.violated(property));
        }).toList();
        return new ExploreAnswer(scenario, parameters, Report.word(result.stop()), result.complete(), progress.states() - progress.expanded(), lines);
    }

    private static long causes(SearchResult result, String property) {
        return result.causes().stream().map(Cause::property).filter(property::equals).count();
    }

    private static List<String> reductions(SearchResult result) {
        if (!result.options().fuse()) {
            return List.of();
        }
        double steps = (double) result.steps() / Math.max(1, result.progress().transitions());
        return List.of(String.format(Locale.ROOT, "private steps at once: %.1f steps a transition", steps));
    }

    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }

}
