package org.tablewalk.format.casemate;

import java.util.Arrays;
import org.tablewalk.format.FormatException;

/**
 * Where the records of a trace start. They are read again whenever they are wanted: that is quick, and five million objects would not
 * fit.
 */
final class Records {
    private final TraceText text;
    private int[] starts = new int[256];
    private int[] lines = new int[256];
    // The next record of the same thread, or -1.
    private int[] followers = new int[256];
    private final int[] firstOf = new int[Long.SIZE];
    private final int[] lastOf = new int[Long.SIZE];
    private int count;

    Records(TraceText text) {
        this.text = text;
        Arrays.fill(firstOf, -1);
        Arrays.fill(lastOf, -1);
    }

    /** Appends the record of a thread, 0..63, that starts at a place and line. */
    void add(int start, int line, int thread) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lines = Arrays.copyOf(lines, count * 2);
            followers = Arrays.copyOf(followers, count * 2);
        }
        starts[count] = start;
        lines[count] = line;
        followers[count] = -1;
        if (lastOf[thread] < 0) {
            firstOf[thread] = count;
        } else {
            followers[lastOf[thread]] = count;
        }
        lastOf[thread] = count++;
    }

    int count() {
        return count;
    }

    /** The first record of a thread, or -1. */
    int first(int thread) {
        return firstOf[thread];
    }

    /** The next record of the thread that made this one, or -1. */
    int follower(int index) {
        return followers[index];
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

    /** A record as written, on one line: what the parser read last. */
    String written(RecordParser parser, int index) {
        get(parser, index);
        return text.string(starts[index], parser.end()).replaceAll("\\s+", " ");
    }
}
