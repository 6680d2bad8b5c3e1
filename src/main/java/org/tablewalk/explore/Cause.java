package org.tablewalk.explore;

import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;

/**
 * Findings of one property that have one cause: the same entry, and the same line of the CPU that did it.
 *
 * @param property id of what is violated
 * @param finding  the first of them, of a run with as few transitions as any; its step is that of the run in {@link SearchResult#witness}. Null where the property is no rule
 * @param line     line that the actor was at, as {@link org.tablewalk.machine.Machine#line} numbers it; -1 for none
 * @param depth    transitions to it
 * @param state    the state before the transition that shows it
 * @param move     the transition's move, or {@link org.tablewalk.machine.Move#NONE} if the state shows it
 */
public record Cause(String property, Finding finding, int line, int depth, int state, int move) {
    /** The rule, or null where the property is no rule. */
    public Rule rule() {
        return finding == null ? null : finding.rule();
    }
}
