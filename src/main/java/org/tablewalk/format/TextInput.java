package org.tablewalk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** Takes text in, limits first: no more than so many bytes are ever read, none is waited for too long, and they must be UTF-8. */
public final class TextInput {
    /** So long nothing may come from a file: within a second the user is told. */
    private static final Duration PATIENCE = Duration.ofMillis(800);
    /** So long reading one file may take. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private TextInput() {}

    /**
     * The bytes of a file.
     *
     * @param limit the most bytes the file may have
     * @throws FormatException if it has more
     */
    public static byte[] bytes(Path path, int limit) throws IOException {
        byte[] bytes = start(path, limit + 1);
        checkSize(path.toString(), bytes.length, limit);
        return bytes;
    }

    /**
     * The first bytes of a file, waited for as long as bytes come.
     *
     * @param most bytes that are read
     * @throws FormatException if it is no file, does not answer, or cannot be read
     */
    public static byte[] start(Path path, int most) throws FormatException {
        return start(path, most, PATIENCE);
    }

    /**
     * The same with another patience.
     *
     * @param patience how long nothing may come
     */
    public static byte[] start(Path path, int most, Duration patience) throws FormatException {
        try {
            return new PatientReading(path, most).bytes(patience, LONGEST);
        } catch (NoSuchFileException e) {
            throw unreadable(path, "no such file");
        } catch (AccessDeniedException e) {
            throw unreadable(path, "permission denied");
        } catch (FileSystemException e) {
            throw unreadable(path, Objects.requireNonNullElse(e.getReason(), "cannot be read"));
        } catch (IOException e) {
            throw unreadable(path, Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
        }
    }

    private static FormatException unreadable(Path path, String why) {
        return new FormatException(new Problem(path.toString(), 0, 0, why));
    }

    /**
     * Bytes as text. A byte order mark at the start is dropped and does not count as a column.
     *
     * @param file  what messages call the source
     * @param limit the most bytes there may be
     * @throws FormatException if there are more, or at the first byte that is not UTF-8
     */
    public static String text(String file, byte[] bytes, int limit) throws FormatException {
        checkSize(file, bytes.length, limit);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        String text = out.toString();
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (result.isError()) {
            int[] place = place(text, text.length());
            throw new FormatException(file, place[0], place[1],
                    String.format(Locale.ROOT, "expected text in UTF-8, found byte 0x%02x", bytes[in.position()] & 0xff));
        }
        return text;
    }

    /** Line and column, both 1-based, of an index into a text. */
    public static int[] place(String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
                line++;
                start = i + 1;
            }
        }
        return new int[] {line, index - start + 1};
    }

    /**
     * Refuses what is too large.
     *
     * @throws FormatException if there are more bytes than the limit
     */
    public static void checkSize(String file, int size, int limit) throws FormatException {
        if (size > limit) {
            throw new FormatException(file, 1, 1, "expected at most " + limit + " bytes, found more");
        }
    }
}
