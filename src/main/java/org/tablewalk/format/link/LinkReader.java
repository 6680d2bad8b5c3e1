package org.tablewalk.format.link;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;
import org.tablewalk.format.scenario.Choices;
import org.tablewalk.format.scenario.Limits;

/** Reads one link from left to right. */
final class LinkReader {
    /** Keys that mean something here; a parameter of such a name is written with a dot before it. */
    static final List<String> WORDS = List.of("file", "seed", "choices", "steps", "step", "hash");

    private static final String LINK = "link";
    private static final int SHOWN = 40;

    private final String text;
    private final int offset;
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private int at;

    LinkReader(String text) throws FormatException {
        if (text.length() > StepLink.LONGEST) {
            throw new FormatException(LINK, 1, StepLink.LONGEST + 1, "expected at most " + StepLink.LONGEST + " characters, found more");
        }
        this.text = text.strip();
        offset = text.indexOf(this.text);
    }

    StepLink link() throws FormatException {
        if (!text.startsWith(StepLink.SCHEME)) {
            throw wrong(0, "expected a link such as tablewalk:first-walk?step=4", text);
        }
        at = StepLink.SCHEME.length();
        int start = at;
        String name = word("the name of a scenario", "?");
        if (name.isEmpty()) {
            throw wrong(start, "expected the name of a scenario", text.substring(at));
        }
        while (at < text.length()) {
            at++;
            pair();
        }
        String file = given.remove("file");
        String seed = given.remove("seed");
        String choices = given.remove("choices");
        long step = count("step", 0);
        long steps = count("steps", step);
        String hash = given.remove("hash");
        if (steps < step) {
            throw wrong(places.get("steps"), "expected at least " + step + ", the step that is shown", Long.toString(steps));
        }
        if (hash != null && !hash.matches("[0-9a-f]{" + StepLink.DIGITS + "}")) {
            throw wrong(places.get("hash"), "expected " + StepLink.DIGITS + " hexadecimal digits", hash);
        }
        check(file, hash);
        var values = new LinkedHashMap<String, String>();
        given.forEach((key, value) -> values.put(key.startsWith(".") ? key.substring(1) : key, value));
        return new StepLink(name, file, values, seed == null ? null : seed(seed), choices == null ? ForcedMoves.NONE : choices(choices), step, steps, hash);
    }

    /** A file is opened only where it lies, and only if it is the one that was meant. */
    private void check(String file, String hash) throws FormatException {
        if (file == null) {
            return;
        }
        if (file.isBlank() || file.matches("[/\\\\]{2}.*")) {
            throw wrong(places.get("file"), "expected the path of a file on this computer", file);
        }
        if (hash == null) {
            throw wrong(places.get("file"), "expected hash= of the file's content too", "none");
        }
    }

    private void pair() throws FormatException {
        int start = at;
        String key = word("a name and =", "=");
        if (key.isEmpty() || at == text.length()) {
            throw wrong(start, "expected a name and = and a value", text.substring(start));
        }
        at++;
        places.put(key, at);
        if (given.put(key, word("a value", "&")) != null) {
            throw wrong(start, "expected each name once", key);
        }
    }

    /** Everything up to one of the signs that end it, or up to the end. */
    private String word(String what, String ends) throws FormatException {
        var bytes = new ByteArrayOutputStream();
        int start = at;
        for (; at < text.length() && ends.indexOf(text.charAt(at)) < 0; at++) {
            char c = text.charAt(at);
            if (c == '%') {
                int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
                if (low < 0) {
                    throw wrong(at, "expected two hexadecimal digits after %", text.substring(at));
                }
                bytes.write(high << 4 | low);
                at += 2;
            } else if (plain(c)) {
                bytes.write(c);
            } else {
                throw wrong(at, "expected " + what + " in letters, digits, " + SIGNS + " and %xx", String.valueOf(c));
            }
        }
        try {
            String word = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
            if (word.codePoints().anyMatch(Character::isISOControl)) {
                throw wrong(start, "expected no control character", text.substring(start, at));
            }
            return word;
        } catch (CharacterCodingException e) {
            throw new FormatException(problem(start, "expected UTF-8 in %xx", text.substring(start, at)));
        }
    }

    private static final String SIGNS = "-._~/:,*";

    /** Whether a character stands for itself. */
    static boolean plain(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0);
    }

    private long count(String key, long preset) throws FormatException {
        String digits = given.remove(key);
        return digits == null ? preset : number(digits, places.get(key));
    }

    private long number(String digits, int place) throws FormatException {
        if (!digits.matches("\\d{1,13}") || Long.parseLong(digits) > Limits.STEPS) {
            throw wrong(place, "expected 0.." + Limits.STEPS, digits);
        }
        return Long.parseLong(digits);
    }

    private long seed(String digits) throws FormatException {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new FormatException(problem(places.get("seed"), "expected a seed, a whole number of 64 bits", digits));
        }
    }

    private ForcedMoves choices(String words) throws FormatException {
        var stretches = new ArrayList<ForcedMoves.Stretch>();
        long end = 0;
        for (String word : words.split(",", -1)) {
            int colon = word.indexOf(':');
            long from = colon < 0 ? -1 : number(word.substring(0, colon), places.get("choices"));
            String move = word.substring(colon + 1);
            if (from < end || !Choices.isWord(move) || Choices.times(move) > Limits.STEPS - from) {
                throw wrong(places.get("choices"), "expected a later position and a move, such as 600:R1 or 600:A3.1*2", word);
            }
            stretches.add(new ForcedMoves.Stretch(from, Choices.move(move), Choices.times(move)));
            end = stretches.getLast().end();
        }
        return new ForcedMoves(stretches);
    }

    private FormatException wrong(int index, String expected, String found) {
        return new FormatException(problem(index, expected, found));
    }

    private Problem problem(int index, String expected, String found) {
        String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found;
        return new Problem(LINK, 1, offset + index + 1, expected + ", found " + (shown.isEmpty() ? "nothing" : "'" + shown + "'"));
    }
}
