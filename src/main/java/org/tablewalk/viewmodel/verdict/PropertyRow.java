package org.tablewalk.viewmodel.verdict;

import org.tablewalk.check.judge.Rule;

/**
 * The verdict on a property over every schedule.
 *
 * @param standing how it stands
 * @param property its id
 * @param name     in words
 * @param verdict  in a word: holds, violated, not decided
 * @param detail   what violates it first, in a sentence; else empty
 * @param count    how many causes, and how far the nearest is; else empty
 * @param rule     that it is about, or null
 */
public record PropertyRow(Standing standing, String property, String name, String verdict, String detail, String count, Rule rule) {
    /** Whether there is a run to show. */
    public boolean violated() {
        return standing == Standing.HARM || standing == Standing.BREACH;
    }
}
