package org.tablewalk.format.lockstep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;
import org.tablewalk.format.TextInput;

/** Where sets come from: those that ship, and files. */
public final class LockStepSets {
    /** What the member {@code format} of a file says. */
    static final String FORMAT = "tablewalk-lockstep-1";
    /** Most bytes of a file. */
    public static final int MAX_BYTES = 256 << 10;

    private static final List<String> SHIPPED = List.of("bbm-levels", "good-and-bad", "flush-order", "pcid-switch");

    private LockStepSets() {}

    /** Names of those that ship, in the order they are shown. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * One that ships.
     *
     * @throws FormatException if there is none of that name
     */
    public static LockStepSet load(String name) throws IOException {
        if (!SHIPPED.contains(name)) {
            throw new FormatException(new Problem(name, 0, 0, "no such set of machines; there are " + String.join(", ", SHIPPED)));
        }
        try (InputStream in = LockStepSets.class.getResourceAsStream(name + ".json")) {
            return LockStepReader.read(name + ".json", in.readAllBytes(), null);
        }
    }

    /**
     * A file. Scenario files that it names are looked for beside it.
     *
     * @throws FormatException at the first thing in it that is wrong
     * @throws IOException     if it cannot be read
     */
    public static LockStepSet read(Path path) throws IOException {
        return LockStepReader.read(path.toString(), TextInput.bytes(path, MAX_BYTES), path.toAbsolutePath().getParent());
    }

    /** Whether a file is meant as one, by its first bytes. */
    public static boolean looksLike(byte[] start) {
        return new String(start, StandardCharsets.UTF_8).contains('"' + FORMAT + '"');
    }
}
