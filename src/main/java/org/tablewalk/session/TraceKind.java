package org.tablewalk.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tablewalk.format.FormatException;

/** One kind of trace from another producer: how its files are known and opened. */
public interface TraceKind {
    /** The kind's name: that of its packages, and of its texts among the messages. */
    String name();

    /** What messages call such a file: {@code a casemate trace}. */
    String phrase();

    /** The file that is meant where a folder is named, if the folder is what this kind's producer leaves. */
    default Optional<Path> in(Path folder) {
        return Optional.empty();
    }

    /** Whether a file that begins like this is one; half a character at the end changes nothing. */
    boolean looksLike(byte[] start);

    /**
     * Opens a file.
     *
     * @throws FormatException if its content is wrong
     * @throws IOException     if it cannot be read
     */
    Subject open(Path file) throws IOException;
}
