package org.tablewalk.check;

import java.util.List;
import java.util.Map;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;

/**
 * What the judge of a run says at one moment.
 *
 * @param judged   whether there is a judge: of what tells too little nobody can say that it is clean
 * @param findings of the whole recording in the order of their steps, those of its end included once it has ended. The list does not change
 * @param unkept   further findings that there was no room for
 * @param lines    of causes the first, by the line that its CPU was at, as {@link org.tablewalk.machine.Machine#line} numbers it; found out while nothing goes on
 * @param debts    what is owed at the position shown, in the order in which it came to be owed
 */
public record Judgement(boolean judged, List<Finding> findings, long unkept, Map<Integer, Finding> lines, List<Debt> debts) {
    /** Of nothing. */
    public static final Judgement NONE = new Judgement(false, List.of(), 0, Map.of(), List.of());

    /** The first finding of the worst grade, or null. */
    public Finding worst() {
        Finding worst = null;
        for (Finding f : findings) {
            worst = worst == null || f.rule().grade().compareTo(worst.rule().grade()) < 0 ? f : worst;
        }
        return worst;
    }
}
