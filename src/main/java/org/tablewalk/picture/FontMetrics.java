package org.tablewalk.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Widths of text in the bundled fonts, read from the font files themselves, so that layouts need no toolkit and come out the same
 * on every machine. Kerning and ligatures are not counted; layouts leave enough padding for them.
 */
public final class FontMetrics {
    private static final String ELLIPSIS = "…";

    private final Map<Typeface, FontFile> files = new EnumMap<>(Typeface.class);

    private FontMetrics() {}

    /**
     * Reads the bundled fonts.
     *
     * @throws UncheckedIOException if one is missing or damaged, which is a fault of the build
     */
    public static FontMetrics load() {
        var metrics = new FontMetrics();
        for (Typeface face : Typeface.values()) {
            try (InputStream in = FontMetrics.class.getResourceAsStream(face.resource())) {
                if (in == null) {
                    throw new IOException("missing resource " + face.resource());
                }
                metrics.files.put(face, FontFile.read(ByteBuffer.wrap(in.readAllBytes())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return metrics;
    }

    /** Width of a line of text in pixels. */
    public double width(Typeface face, double size, String text) {
        FontFile file = files.get(face);
        long units = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            units += file.advance(c);
            i += Character.charCount(c);
        }
        return units * size / file.unitsPerEm();
    }

    /** Height above the baseline in pixels. */
    public double ascent(Typeface face, double size) {
        return files.get(face).ascent() * size / files.get(face).unitsPerEm();
    }

    /** Depth below the baseline in pixels, positive. */
    public double descent(Typeface face, double size) {
        return files.get(face).descent() * size / files.get(face).unitsPerEm();
    }

    /** Height of a capital letter above the baseline in pixels: what to centre a label by. */
    public double capHeight(Typeface face, double size) {
        return files.get(face).capHeight() * size / files.get(face).unitsPerEm();
    }

    /** Whether the font has a glyph of its own for a character. */
    public boolean has(Typeface face, int codePoint) {
        return files.get(face).glyph(codePoint) != 0;
    }

    /** The text if it fits, else as much of its beginning as fits with an ellipsis behind it, else nothing. */
    public String fit(Typeface face, double size, String text, double room) {
        if (width(face, size, text) <= room) {
            return text;
        }
        double left = room - width(face, size, ELLIPSIS);
        if (left < 0) {
            return "";
        }
        int end = 0;
        double width = 0;
        while (end < text.length()) {
            int next = end + Character.charCount(text.codePointAt(end));
            width += width(face, size, text.substring(end, next));
            if (width > left) {
                break;
            }
            end = next;
        }
        return end == 0 ? "" : text.substring(0, end).stripTrailing() + ELLIPSIS;
    }
}
