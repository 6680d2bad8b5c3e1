package org.tablewalk.check;

/** One of the things that a run is counted by. */
public interface CounterKey {
    /** The counter's name in answers, lowerCamelCase. */
    String key();
}
