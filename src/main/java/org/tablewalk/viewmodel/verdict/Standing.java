package org.tablewalk.viewmodel.verdict;

import org.tablewalk.check.judge.Grade;

/** How something stands; each has a shape, a colour and a word of its own. From what is of no concern to the worst. */
public enum Standing {
    /** Nothing is open, or nothing is known yet. */
    NOTHING,
    /** Nothing was found and nothing is owed. */
    CLEAN,
    /** It tells too little to be judged. */
    UNJUDGED,
    /** Not everything was seen, and nothing was found in what was. */
    UNDECIDED,
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
