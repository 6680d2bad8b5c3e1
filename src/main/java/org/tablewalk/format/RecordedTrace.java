package org.tablewalk.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.tablewalk.machine.Machine;
import org.tablewalk.trace.RecordMachine;

/** An opened trace of another program: its records in the order of the file, and machines that replay them. Immutable; any thread may read it. */
public abstract class RecordedTrace implements Supplier<Machine> {
    private final String name;
    // Follows from the records: threads that race for it compute the same.
    private String digest;

    /** A trace. */
    protected RecordedTrace(String name) {
        this.name = name;
    }

    /** What the trace is called. */
    public final String name() {
        return name;
    }

    /** Number of records: the steps that a machine can make. */
    public abstract int records();

    /** A record as it stands in the file, white space shortened: a line of this program's listing; {@code 0 <= index < records()}. */
    public abstract String text(int index);

    /** The line of the file, from 1, on which a record starts. */
    public abstract int line(int index);

    /** A new machine before the first record. */
    public abstract RecordMachine machine();

    /** The same as {@link #machine()}. */
    @Override
    public final Machine get() {
        return machine();
    }

    /** Sentences on what such a trace cannot show, and on what had to be assumed or inferred. They belong on screen for as long as it is open. */
    public abstract List<String> limits();

    /** SHA-256 over all records as {@link #text} gives them, and {@link #summary}, as hex: what stands for the trace in the hash of a run. Computed once. */
    public final String digest() {
        String known = digest;
        if (known == null) {
            var sha = sha256();
            for (int i = 0; i < records(); i++) {
                sha.update(text(i).getBytes(StandardCharsets.UTF_8));
                sha.update((byte) '\n');
            }
            sha.update(summary());
            known = HexFormat.of().formatHex(sha.digest());
            digest = known;
        }
        return known;
    }

    /** What else the digest is over: what is known of the state before the first record. */
    protected byte[] summary() {
        return new byte[0];
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
