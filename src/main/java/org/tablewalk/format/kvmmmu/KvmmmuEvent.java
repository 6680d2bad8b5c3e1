package org.tablewalk.format.kvmmmu;

import java.util.Arrays;

/** One event of the group: its kind and its values. Immutable. */
public final class KvmmmuEvent {
    private final EventKind kind;
    private final long[] values;

    KvmmmuEvent(EventKind kind, long[] values) {
        this.kind = kind;
        this.values = values;
    }

    public EventKind kind() {
        return kind;
    }

    /**
     * A value.
     *
     * @throws IllegalArgumentException if events of this kind have none of that name
     */
    public long get(Field field) {
        int index = kind.fields().indexOf(field);
        if (index < 0) {
            throw new IllegalArgumentException(kind + " has no " + field);
        }
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KvmmmuEvent e && e.kind == kind && Arrays.equals(e.values, values);
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + Arrays.hashCode(values);
    }

    /** The event as ftrace writes it, without what stands before it on its line. */
    @Override
    public String toString() {
        return kind.event() + ": " + EventWriter.body(this);
    }
}
