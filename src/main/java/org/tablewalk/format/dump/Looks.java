package org.tablewalk.format.dump;

/**
 * What the entries of a dump look like in the style that understands most of its lines: two words for each text, which differ in a bit
 * that has no text of its own, for neighbours that a kernel printed apart although they read the same.
 */
final class Looks {
    private static final int MOST_TRIES = 64;

    private final ColumnStyle style;
    private final ColumnStyle.Look[] looks;
    private final String[] texts;
    private final boolean exact;

    private Looks(ColumnStyle style, ColumnStyle.Look[] looks, String[] texts, boolean exact) {
        this.style = style;
        this.texts = texts;
        this.looks = looks;
        this.exact = exact;
    }

    /**
     * Chooses a style: of those that understand most lines, the one that prints most of them to the last blank; of several the first.
     *
     * @param texts       different columns
     * @param frequencies how often each occurs
     */
    static Looks of(String[] texts, int[] frequencies) {
        Looks best = null;
        long bestScore = -1;
        for (ColumnStyle style : ColumnStyle.values()) {
            var looks = new ColumnStyle.Look[texts.length];
            long understood = 0;
            long exact = 0;
            long lines = 0;
            for (int i = 0; i < texts.length; i++) {
                looks[i] = style.read(texts[i]);
                lines += frequencies[i];
                understood += looks[i] == null ? 0 : frequencies[i];
                exact += looks[i] == null || !looks[i].exact() ? 0 : frequencies[i];
            }
            long score = (understood << Integer.SIZE) + exact;
            if (score > bestScore) {
                bestScore = score;
                best = new Looks(style, looks, texts, exact == lines);
            }
        }
        return best;
    }

    ColumnStyle style() {
        return style;
    }

    /** Whether all lines are what a kernel with this style prints, to the last blank. */
    boolean exact() {
        return exact;
    }

    /** Whether the style understands a text. */
    boolean understood(int text) {
        return looks[text] != null;
    }

    /** Whether a text is, to the last blank, what a kernel prints. */
    boolean exact(int text) {
        return looks[text].exact();
    }

    /** The word of a text, without what is not known of it. */
    long bits(int text) {
        return looks[text].bits();
    }

    /** The words: the two of text {@code i} at {@code 2 * i}. The second is the first where a text leaves no choice. */
    long[] words() {
        long[] words = new long[2 * looks.length];
        for (int i = 1; i < looks.length; i++) {
            if (looks[i] != null && (looks[i].bits() != 0 || !texts[i].isBlank())) {
                fill(words, 2 * i, looks[i], texts[i].stripTrailing());
            }
        }
        return words;
    }

    /** With columns some bit is set: one that has no text, if none is that has one. */
    private void fill(long[] words, int at, ColumnStyle.Look look, String text) {
        long hidden = style.mask() & ~look.known();
        int found = 0;
        // Every subset of the hidden bits, from none on.
        for (long subset = 0, tries = 0; tries < MOST_TRIES && found < 2; tries++) {
            long word = look.bits() | subset;
            if (word != 0 && style.text(word).stripTrailing().equals(text)) {
                words[at + found++] = word;
            }
            subset = subset - hidden & hidden;
            if (subset == 0) {
                break;
            }
        }
        if (found == 1) {
            words[at + 1] = words[at];
        }
    }

    /** The bits that are known of each word. */
    long[] known() {
        long[] known = new long[2 * looks.length];
        for (int i = 0; i < looks.length; i++) {
            known[2 * i] = looks[i] == null ? 0 : looks[i].known();
            known[2 * i + 1] = known[2 * i];
        }
        return known;
    }
}
