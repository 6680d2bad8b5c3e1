package org.tablewalk.format.dump;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The different texts behind levels, numbered as they come: 0 for none. Few alternate in a dump, so those that came lately are found without making a text. */
final class ColumnTexts {
    private static final int LATELY = 4;

    private final byte[] bytes;
    private final int most;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] froms = new int[LATELY];
    private final int[] tos = new int[LATELY];
    private final int[] found = new int[LATELY];
    private int oldest;
    private int end;

    ColumnTexts(byte[] bytes, int most) {
        this.bytes = bytes;
        this.most = most;
        numbers.put("", 0);
    }

    /** Number of the text from a place to the end of its line, which {@link #end} tells then, if it came lately; else -1. */
    int lately(int at) {
        if (bytes[at] == '\n') {
            end = at;
            return 0;
        }
        for (int i = 0; i < LATELY; i++) {
            int behind = at + tos[i] - froms[i];
            if (tos[i] > 0 && behind < bytes.length && bytes[behind] == '\n' && Arrays.equals(bytes, at, behind, bytes, froms[i], tos[i])) {
                end = behind;
                return found[i];
            }
        }
        return -1;
    }

    /** The line end behind the text that was found last. */
    int end() {
        return end;
    }

    /** Number of the text between two places; -1 if it is one too many. */
    int number(int from, int to) {
        if (from == to) {
            return 0;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        Integer known = numbers.get(text);
        if (known == null) {
            if (numbers.size() == most) {
                return -1;
            }
            known = numbers.size();
            numbers.put(text, known);
        }
        froms[oldest] = from;
        tos[oldest] = to;
        found[oldest] = known;
        oldest = (oldest + 1) % LATELY;
        return known;
    }

    /** The texts by their numbers. */
    String[] texts() {
        var texts = new String[numbers.size()];
        numbers.forEach((text, number) -> texts[number] = text);
        return texts;
    }
}
