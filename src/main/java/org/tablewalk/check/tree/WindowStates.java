package org.tablewalk.check.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for what is known of the open windows: equal knowledge has one number, which stands in a judge's cells. Judges whose states are compared with each other share one of these, also
 * between threads. It only grows; a number says nothing else than equality.
 */
public final class WindowStates {
    private final Map<BrokenWindows.Known, Integer> numbers = new HashMap<>();
    private final List<BrokenWindows.Known> known = new ArrayList<>();

    /** Number 0 is that no window is open. */
    public WindowStates() {
        number(BrokenWindows.Known.NOTHING);
    }

    synchronized int number(BrokenWindows.Known what) {
        Integer number = numbers.get(what);
        if (number == null) {
            number = known.size();
            numbers.put(what, number);
            known.add(what);
        }
        return number;
    }

    synchronized void write(DataOutput out, Tables tables) throws IOException {
        out.writeInt(known.size());
        for (var each : known) {
            each.write(out, tables);
        }
    }

    /** Numbers what was written as it was numbered then. */
    synchronized void read(DataInput in, Tables tables) throws IOException {
        int size = in.readInt();
        for (int number = 0; number < size; number++) {
            if (number(BrokenWindows.Known.read(in, tables)) != number) {
                throw new IOException("damaged");
            }
        }
    }

    synchronized BrokenWindows.Known of(int number) {
        return known.get(number);
    }
}
