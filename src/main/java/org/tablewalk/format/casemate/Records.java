package org.tablewalk.format.casemate;

import java.util.Arrays;
import org.tablewalk.format.FormatException;
import org.tablewalk.trace.RecordOrder;
import org.tablewalk.trace.casemate.CasemateRecord;

/**
 * Where the records of a trace start. They are read again whenever they are wanted: that is quick, and five million objects would not
 * fit.
 */
final class Records {
    private final TraceText text;
    private int[] starts = new int[256];
    private int[] lines = new int[256];
    private final RecordOrder order = new RecordOrder();

    Records(TraceText text) {
        this.text = text;
    }

    /** Appends the record of a thread, 0..63, that starts at a place and line. */
    void add(int start, int line, int thread) {
        int index = order.count();
        if (index == starts.length) {
            starts = Arrays.copyOf(starts, index * 2);
            lines = Arrays.copyOf(lines, index * 2);
        }
        starts[index] = start;
        lines[index] = line;
        order.add(thread);
    }

    int count() {
        return order.count();
    }

    /** Whose each record is. */
    RecordOrder order() {
        return order;
    }

    /** The 1-based line on which a record starts. */
    int line(int index) {
        return lines[index];
    }

    /** A parser for {@link #get}; one for each thread that reads. */
    RecordParser parser() {
        return new RecordParser(text);
    }

    /** A record. The parser read the whole text before, so it cannot refuse this part of it. */
    CasemateRecord get(RecordParser parser, int index) {
        try {
            return parser.parse(starts[index]);
        } catch (FormatException e) {
            throw new IllegalStateException("a record that was read once cannot be read again", e);
        }
    }

    /** A refusal at the place of a record. */
    FormatException refuse(int index, String message) {
        return text.refuse(starts[index], message);
    }

    /** A record as written, on one line: what the parser read last. */
    String written(RecordParser parser, int index) {
        get(parser, index);
        return text.string(starts[index], parser.end()).replaceAll("\\s+", " ");
    }
}
