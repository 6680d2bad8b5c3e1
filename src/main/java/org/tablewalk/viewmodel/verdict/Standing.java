package org.tablewalk.viewmodel.verdict;

import org.tablewalk.check.judge.Grade;

/** How something stands; each has a shape, a colour and a word of its own. From the best known to the worst. */
public enum Standing {
    /** Nothing is open, or nothing is known yet. */
    NOTHING,
    /** It tells too little to be judged. */
    UNJUDGED,
    /** Nothing was found and nothing is owed. */
    CLEAN,
    /** Nothing was found, and something is owed. */
    DEBT,
    /** A rule was broken. */
    BREACH,
    /** Something went wrong. */
    HARM;

    static Standing of(Grade grade) {
        return switch (grade) {
            case HARM -> HARM;
            case BREACH -> BREACH;
            case DEBT -> DEBT;
        };
    }
}
