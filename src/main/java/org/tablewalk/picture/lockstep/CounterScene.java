package org.tablewalk.picture.lockstep;

import java.util.List;

/**
 * The counters of several machines at one moment.
 *
 * @param machines what each is called, in a letter or two; the first is the one that the others are compared with
 * @param counters what is counted, in the order in which there is to be room for it
 */
public record CounterScene(List<String> machines, List<Counter> counters) {
    /**
     * One counter.
     *
     * @param name   in a few words
     * @param about  what it counts, in a sentence
     * @param values of each machine, 0 or more
     */
    public record Counter(String name, String about, List<Long> values) {
        /** Values that nobody else can change. */
        public Counter {
            values = List.copyOf(values);
        }

        /** Whether a machine's value is another than the first one's. */
        public boolean differs(int machine) {
            return !values.get(machine).equals(values.getFirst());
        }

        /** Whether any machine's value is another than the first one's. */
        public boolean differs() {
            return values.stream().distinct().count() > 1;
        }
    }

    /** Lists that nobody else can change. */
    public CounterScene {
        machines = List.copyOf(machines);
        counters = List.copyOf(counters);
    }
}
