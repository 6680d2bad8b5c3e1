package org.tablewalk.picture;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The few tables of an OpenType file that say how wide text is: head, hhea, hmtx, cmap (formats 4 and 12) and OS/2, as the
 * OpenType specification lays them out.
 */
final class FontFile {
    private static final int CMAP = tag("cmap");
    private static final int HEAD = tag("head");
    private static final int HHEA = tag("hhea");
    private static final int HMTX = tag("hmtx");
    private static final int OS2 = tag("OS/2");

    private final ByteBuffer data;
    private final int unitsPerEm;
    private final int ascent;
    private final int descent;
    private final int capHeight;
    private final int hmtx;
    private final int metricsCount;
    private final int cmap;
    private final int cmapFormat;

    /** Advances of the Latin-1 characters, which are nearly all that drawings contain. */
    private final int[] latin = new int[256];

    private FontFile(ByteBuffer data) throws IOException {
        this.data = data;
        int head = table(HEAD);
        unitsPerEm = data.getChar(head + 18);
        int hhea = table(HHEA);
        ascent = data.getShort(hhea + 4);
        descent = -data.getShort(hhea + 6);
        metricsCount = data.getChar(hhea + 34);
        hmtx = table(HMTX);
        int os2 = table(OS2);
        capHeight = data.getChar(os2) >= 2 ? data.getShort(os2 + 88) : (int) (0.7 * unitsPerEm);
        int base = table(CMAP);
        int best = -1;
        for (int i = 0; i < data.getChar(base + 2); i++) {
            int subtable = base + data.getInt(base + 4 + 8 * i + 4);
            int format = data.getChar(subtable);
            if (format == 12 || format == 4 && best < 0) {
                best = subtable;
            }
        }
        if (best < 0) {
            throw new IOException("the font has no character map of format 4 or 12");
        }
        cmap = best;
        cmapFormat = data.getChar(best);
        for (int c = 0; c < latin.length; c++) {
            latin[c] = advanceOf(glyph(c));
        }
    }

    /**
     * Reads a font.
     *
     * @throws IOException if it is no OpenType font or lacks a table
     */
    static FontFile read(ByteBuffer data) throws IOException {
        try {
            return new FontFile(data);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("the font file ends too early", e);
        }
    }

    int unitsPerEm() {
        return unitsPerEm;
    }

    int ascent() {
        return ascent;
    }

    int descent() {
        return descent;
    }

    int capHeight() {
        return capHeight;
    }

    /** Advance width of a character in font units; the missing glyph's if the font does not have it. */
    int advance(int codePoint) {
        return codePoint < latin.length ? latin[codePoint] : advanceOf(glyph(codePoint));
    }

    /** The glyph of a character, 0 if the font does not have it. */
    int glyph(int codePoint) {
        return cmapFormat == 12 ? glyph12(codePoint) : glyph4(codePoint);
    }

    private int advanceOf(int glyph) {
        // Glyphs beyond the last metric share its advance.
        return data.getChar(hmtx + 4 * Math.min(glyph, metricsCount - 1));
    }

    private int glyph12(int c) {
        int low = 0;
        int high = data.getInt(cmap + 12) - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int group = cmap + 16 + 12 * middle;
            if (c < data.getInt(group)) {
                high = middle - 1;
            } else if (c > data.getInt(group + 4)) {
                low = middle + 1;
            } else {
                return data.getInt(group + 8) + c - data.getInt(group);
            }
        }
        return 0;
    }

    private int glyph4(int c) {
        int doubled = data.getChar(cmap + 6);
        for (int i = 0; i < doubled; i += 2) {
            int end = data.getChar(cmap + 14 + i);
            if (c > end) {
                continue;
            }
            int start = data.getChar(cmap + 16 + doubled + i);
            if (c < start) {
                return 0;
            }
            int delta = data.getChar(cmap + 16 + 2 * doubled + i);
            int at = cmap + 16 + 3 * doubled + i;
            int offset = data.getChar(at);
            if (offset == 0) {
                return c + delta & 0xffff;
            }
            int glyph = data.getChar(at + offset + 2 * (c - start));
            return glyph == 0 ? 0 : glyph + delta & 0xffff;
        }
        return 0;
    }

    private int table(int tag) throws IOException {
        for (int i = 0; i < data.getChar(4); i++) {
            int record = 12 + 16 * i;
            if (data.getInt(record) == tag) {
                return data.getInt(record + 8);
            }
        }
        throw new IOException("the font has no table " + tag);
    }

    private static int tag(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
