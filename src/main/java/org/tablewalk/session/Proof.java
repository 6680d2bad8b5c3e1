package org.tablewalk.session;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.explore.Cause;
import org.tablewalk.explore.Progress;
import org.tablewalk.explore.SearchResult;
import org.tablewalk.explore.Verdict;

/**
 * What is known of every schedule of a subject at one moment, immutable.
 *
 * @param version  grows with every snapshot
 * @param subject  whose schedules, or null
 * @param phase    what the job is doing, or why it ended
 * @param progress how far it has come
 * @param answers  a property each, in the order of the rules
 * @param freedoms what the hardware may do on its own: what is proved is proved for these and the parameters
 * @param defect   why the job failed, or empty
 */
public record Proof(long version, Subject subject, Phase phase, Progress progress, List<Answer> answers, List<String> freedoms, String defect) {
    /** Nothing is searched. */
    public static final Proof NONE = new Proof(0, null, Phase.NONE, new Progress(0, 0, 0, 0, 0, 0, false, List.of()), List.of(), List.of(), "");

    /** What the job is doing, or why it ended. */
    public enum Phase {
        /** There is nothing to search. */
        NONE,
        RUNNING,
        PAUSED,
        /** Every state that can be reached was seen. */
        COMPLETE,
        /** A limit was reached: not everything was seen. */
        LIMITED,
        /** It was told to end. */
        STOPPED,
        /** It met a defect of the program. */
        FAILED
    }

    /**
     * The verdict on a property.
     *
     * @param property its id
     * @param first    of what violates it what is nearest to the start, or null
     * @param causes   how many causes there are
     */
    public record Answer(String property, Verdict verdict, Cause first, int causes) {
        /** The rule that it is about, or null. */
        public Rule rule() {
            return Rule.of(property);
        }
    }

    /** Whether the job can still find something. */
    public boolean going() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }

    static List<Answer> answers(List<String> properties, Progress progress, SearchResult result) {
        List<Answer> answers = new ArrayList<>();
        for (String property : properties) {
            List<Cause> causes = progress.causes().stream().filter(cause -> cause.property().equals(property)).toList();
            Cause first = causes.stream().min((one, other) -> Integer.compare(one.depth(), other.depth())).orElse(null);
            Verdict verdict = result != null ? result.verdict(property) : first != null ? Verdict.VIOLATED : Verdict.UNKNOWN;
            answers.add(new Answer(property, verdict, first, causes.size()));
        }
        return List.copyOf(answers);
    }
}
