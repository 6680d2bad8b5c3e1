package org.tablewalk.format.kvmmmu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.trace.RecordOrder;

/** Where the records of a trace stand in its bytes. They are read again whenever they are wanted: five million objects would not fit. */
final class Records {
    private static final Map<String, EventKind> KINDS = kinds();

    private final String file;
    private final byte[] bytes;
    private int[] starts = new int[256];
    private int[] lines = new int[256];
    /** By record the number of the task's process, while the file is read. */
    private int[] pids = new int[256];
    private final RecordOrder order = new RecordOrder();
    private int count;

    Records(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    private static Map<String, EventKind> kinds() {
        Map<String, EventKind> kinds = new HashMap<>();
        for (EventKind kind : EventKind.values()) {
            kinds.put(kind.event(), kind);
        }
        return Map.copyOf(kinds);
    }

    /** The kind of an event of the group by name, or null. */
    static EventKind kind(String event) {
        return KINDS.get(event);
    }

    void add(int start, int line, int pid) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lines = Arrays.copyOf(lines, count * 2);
            pids = Arrays.copyOf(pids, count * 2);
        }
        starts[count] = start;
        lines[count] = line;
        pids[count++] = pid;
    }

    /** Keeps the records of tasks that have a lane and gives each its lane. */
    void assign(Map<Integer, Integer> laneOfPid) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Integer lane = laneOfPid.get(pids[i]);
            if (lane != null) {
                starts[kept] = starts[i];
                lines[kept++] = lines[i];
                order.add(lane);
            }
        }
        count = kept;
        pids = null;
    }

    int count() {
        return count;
    }

    int line(int index) {
        return lines[index];
    }

    /** Whose each record is, once lanes are assigned. */
    RecordOrder order() {
        return order;
    }

    /** The end of the line that starts at a place: where its line feed stands, or the end of the bytes. */
    int lineEnd(int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** A line without its end; at most so many characters are decoded as could matter. */
    String text(int start, int end) {
        int last = end;
        // The plugin ends some lines with a zero byte.
        while (last > start && bytes[last - 1] >= 0 && bytes[last - 1] <= ' ') {
            last--;
        }
        return new String(bytes, start, last - start, StandardCharsets.UTF_8);
    }

    String text(int index, boolean shortened) {
        String text = text(starts[index], lineEnd(starts[index]));
        return shortened ? text.strip().replaceAll("\\s+", " ") : text;
    }

    LineHead head(int index) {
        return LineHead.of(text(index, false));
    }

    /** The event of a record, or null if it is of another group. */
    KvmmmuEvent event(int index) {
        String text = text(index, false);
        LineHead head = LineHead.of(text);
        EventKind kind = kind(head.event());
        try {
            return kind == null ? null : EventReader.read(new LineText(file, lines[index], text, head.body()), kind);
        } catch (FormatException e) {
            throw new IllegalStateException("a record that was read once cannot be read again", e);
        }
    }
}
