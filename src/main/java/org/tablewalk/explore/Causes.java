package org.tablewalk.explore;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.explore.store.Damaged;

/** What all threads of a search have found, grouped by cause. */
final class Causes {
    /** Causes that are kept; more of a property that is violated anyway tell nobody anything. */
    private static final int MOST = 4096;

    private record Key(String property, long entry, int line) {}

    private final Map<Key, Cause> first = new LinkedHashMap<>();
    private final Set<String> violated = new LinkedHashSet<>();

    /** Keeps a cause if it is new, or nearer to the start than what is known of it. */
    synchronized void add(Cause cause) {
        var key = new Key(cause.property(), cause.finding() == null ? 0 : cause.finding().entry(), cause.line());
        Cause known = first.get(key);
        if (known == null ? first.size() < MOST || !violated.contains(cause.property()) : cause.depth() < known.depth()) {
            first.put(key, cause);
        }
        violated.add(cause.property());
    }

    synchronized void write(DataOutput out) throws IOException {
        out.writeInt(first.size());
        for (Cause cause : first.values()) {
            out.writeUTF(cause.property());
            out.writeUTF(cause.finding() == null ? "" : cause.finding().rule().id());
            Finding finding = cause.finding() == null ? new Finding(Rule.STUCK, 0, 0, 0, 0, 0) : cause.finding();
            out.writeInt(finding.actor());
            out.writeLong(finding.entry());
            out.writeLong(finding.address());
            out.writeLong(finding.detail());
            out.writeInt(cause.line());
            out.writeInt(cause.depth());
            out.writeInt(cause.state());
            out.writeInt(cause.move());
        }
    }

    /** Adds what was written; {@code states} is how many there are. */
    void read(DataInput in, int states) throws IOException {
        for (int left = Damaged.count(in.readInt(), MOST); left > 0; left--) {
            String property = in.readUTF();
            String id = in.readUTF();
            Damaged.unless(id.isEmpty() || Rule.of(id) != null);
            var finding = new Finding(id.isEmpty() ? Rule.STUCK : Rule.of(id), 0, in.readInt(), in.readLong(), in.readLong(), in.readLong());
            var cause = new Cause(property, id.isEmpty() ? null : finding, in.readInt(), in.readInt(), in.readInt(), in.readInt());
            Damaged.unless(cause.state() >= 0 && cause.state() < states);
            add(cause);
        }
    }

    /** All causes, in the order in which they were found. */
    synchronized List<Cause> list() {
        return List.copyOf(first.values());
    }

    /** The properties that are violated. */
    synchronized Set<String> violated() {
        return Set.copyOf(violated);
    }
}
