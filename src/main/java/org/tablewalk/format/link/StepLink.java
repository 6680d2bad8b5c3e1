package org.tablewalk.format.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Choices;
import org.tablewalk.trace.Recording;

/**
 * One step of one run, by everything that decides it. As text it is a line such as
 * {@code tablewalk:posted-invalid-moment?flow=rfc-as-posted&seed=1&choices=600:R1*2&steps=900&step=640&hash=0123456789abcdef}.
 *
 * @param name    of a scenario that ships, or what a file is called
 * @param file    the file's path as it was given, or null for a scenario that ships
 * @param values  of parameters, those that differ from their defaults
 * @param seed    of the seeded order, or null for the scenario's own
 * @param choices that its policy did not make
 * @param step    the step shown
 * @param steps   recorded in all, at least {@code step}
 * @param hash    {@link #hash} of what decides the run besides choices, or null if it is not to be checked
 */
public record StepLink(String name, String file, Map<String, String> values, Long seed, ForcedMoves choices, long step, long steps, String hash) {
    /** How a link begins. */
    public static final String SCHEME = "tablewalk:";

    /** Most characters of a link. */
    public static final int LONGEST = 8_192;

    /** Hexadecimal digits of the hash. */
    static final int DIGITS = 16;

    /** Whether a text means to be a link, right or wrong. */
    public static boolean means(String text) {
        return text.strip().startsWith(SCHEME);
    }

    /**
     * Reads a link. White space around it is dropped.
     *
     * @throws FormatException at the first character that is wrong
     */
    public static StepLink parse(String text) throws FormatException {
        return new LinkReader(text).link();
    }

    /** What a link says of the content that it was made of: changes with the scenario, its values and the rules of the engine. */
    public static String hash(String canonical) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(Recording.ENGINE_VERSION.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(canonical.getBytes(StandardCharsets.UTF_8))).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The same run at another moment. */
    public StepLink at(ForcedMoves forced, long position, long length) {
        return new StepLink(name, file, values, seed, forced, position, length, hash);
    }

    /** The link as a line of text; one longer than {@link #LONGEST} cannot be read again. */
    public String text() {
        var query = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> query.put((LinkReader.WORDS.contains(key) ? "." : "") + key, value));
        if (file != null) {
            query.put("file", file);
        }
        if (seed != null) {
            query.put("seed", seed.toString());
        }
        if (!choices.stretches().isEmpty()) {
            var words = new StringBuilder();
            for (ForcedMoves.Stretch s : choices.stretches()) {
                words.append(words.isEmpty() ? "" : ",").append(s.from()).append(':').append(Choices.word(s.move(), s.times()));
            }
            query.put("choices", words.toString());
        }
        if (steps != step) {
            query.put("steps", Long.toString(steps));
        }
        query.put("step", Long.toString(step));
        if (hash != null) {
            query.put("hash", hash);
        }
        var text = new StringBuilder(SCHEME).append(escape(name));
        query.forEach((key, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&').append(escape(key)).append('=').append(escape(value)));
        return text.toString();
    }

    private static String escape(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (LinkReader.plain(c)) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }
}
