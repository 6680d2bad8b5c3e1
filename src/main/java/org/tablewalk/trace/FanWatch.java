package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.tablewalk.machine.Event;

/** Follows TLBIs from issue to completion. */
final class FanWatch {
    private final List<Fan> finished = new ArrayList<>();
    private final Fan[] inFlight = new Fan[64];
    private final int cpus;
    private final IntFunction<String> names;

    FanWatch(int cpus, IntFunction<String> names) {
        this.cpus = cpus;
        this.names = names;
    }

    void event(long position, int kind, int actor, long a, long b) {
        int slot = (int) a & 63;
        switch (kind) {
            case Event.TLBI_ISSUE -> {
                long[] arrivals = new long[cpus];
                Arrays.fill(arrivals, -1);
                inFlight[slot] = new Fan(position, actor, arrivals, -1, names.apply((int) b));
            }
            case Event.TLBI_ARRIVE -> {
                if (inFlight[slot] != null) {
                    inFlight[slot].arrivedAt()[actor] = position;
                }
            }
            case Event.TLBI_DONE -> {
                if (inFlight[slot] != null) {
                    Fan f = inFlight[slot];
                    finished.add(new Fan(f.issued(), f.issuer(), f.arrivedAt(), position, f.text()));
                    inFlight[slot] = null;
                }
            }
            default -> {}
        }
    }

    /** All that were issued, by position. */
    List<Fan> all() {
        List<Fan> all = new ArrayList<>(finished);
        Arrays.stream(inFlight).filter(f -> f != null).forEach(all::add);
        all.sort(Comparator.comparingLong(Fan::issued));
        return all;
    }
}
