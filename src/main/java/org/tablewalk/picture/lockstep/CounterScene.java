package org.tablewalk.picture.lockstep;

import java.util.List;
import java.util.stream.Stream;

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
     * @param ends   what each machine's value comes to as far as it is recorded
     */
    public record Counter(String name, String about, List<Long> values, List<Long> ends) {
        /** Values that nobody else can change. */
        public Counter {
            values = List.copyOf(values);
            ends = List.copyOf(ends);
        }

        /** Whether nothing of it is counted in any machine, as far as they are recorded. */
        public boolean idle() {
            return Stream.concat(values.stream(), ends.stream()).allMatch(v -> v == 0);
        }

        /** Whether the machines do not come to the same. */
        public boolean parts() {
            return ends.stream().distinct().count() > 1;
        }

        /** The end of the axis: the least of 1, 2 and 5 times a power of ten that nothing is above; so it stays as it is while the place shown moves. */
        public long axis() {
            long most = Stream.concat(values.stream(), ends.stream()).mapToLong(Long::longValue).max().orElse(0);
            long ten = 1;
            while (ten <= Long.MAX_VALUE / 10 && ten * 10 <= most) {
                ten *= 10;
            }
            return most <= ten ? ten : most <= 2 * ten ? 2 * ten : most <= 5 * ten ? 5 * ten : 10 * ten;
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
