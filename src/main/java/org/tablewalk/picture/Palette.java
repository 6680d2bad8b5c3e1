package org.tablewalk.picture;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Colours for every {@link Ink}. The hues are those of Okabe and Ito's palette, which common kinds of colour vision keep apart;
 * where a hue is too pale for its background it is darkened or lightened until text reaches a contrast of 4.5:1 and marks 3:1
 * (projector: 7:1 and 4.5:1).
 */
public enum Palette {
    /** Dark on white. */
    LIGHT(0xFAFBFD, 0xFFFFFF, 0xD5DAE1, 0x14181F, 0x59636F, 0x0B62D6, 0xFFFFFF, 0xB9D3F6,
            0x0072B2, 0xFFFFFF, 0x0072B2, 0x6B7480, 0xB87800, 0x000000, 0x8A5A00, 0x56B4E9, 0x000000,
            0x00865F, 0xFFFFFF, 0x007A57, 0xA87400, 0xC44E00, 0xC44E00, 0xFFFFFF, 0xB84900,
            0xB85C91, 0x000000, 0x9C3F74, 0x14181F, 0x59636F, 0xD0D7DF, 0x14181F, 0xFFF0D2),
    /** Light on black. */
    DARK(0x0D1017, 0x161B22, 0x2A313B, 0xF0F3F6, 0x9BA5B1, 0x4C95F5, 0x0B0E13, 0x1E3A63,
            0x49A7DF, 0x05080C, 0x56B4E9, 0x8B949E, 0xE69F00, 0x000000, 0xF0AE1E, 0x9AD6F7, 0x05080C,
            0x14B586, 0x04130D, 0x2CC797, 0xF0C33C, 0xE8702A, 0xE86A1A, 0x000000, 0xF58446,
            0xCC79A7, 0x000000, 0xDB93B9, 0xF0F3F6, 0x9BA5B1, 0x3B434E, 0xF0F3F6, 0x33270E),
    /** For a washed-out projector: pure white, text at 7:1 and no mark below 4.5:1. */
    PROJECTOR(0xFFFFFF, 0xFFFFFF, 0xB0B0B0, 0x000000, 0x3F4650, 0x0047A8, 0xFFFFFF, 0xA9C8F5,
            0x00568A, 0xFFFFFF, 0x00568A, 0x4E5560, 0x7A4C00, 0xFFFFFF, 0x6A4300, 0x8CCBF0, 0x000000,
            0x006046, 0xFFFFFF, 0x005A41, 0x7A5200, 0x953B00, 0x963A00, 0xFFFFFF, 0x8F3800,
            0x8E3567, 0xFFFFFF, 0x7D2C5A, 0x000000, 0x3F4650, 0xC9D1DA, 0x000000, 0xFFE9BD);

    private final Map<Ink, Integer> colours = new EnumMap<>(Ink.class);

    Palette(int... rgb) {
        for (Ink ink : Ink.values()) {
            colours.put(ink, rgb[ink.ordinal()]);
        }
    }

    /** The colour of an ink as 0xRRGGBB. */
    public int rgb(Ink ink) {
        return colours.get(ink);
    }

    /** The colour of an ink as {@code #rrggbb}. */
    public String hex(Ink ink) {
        return String.format(Locale.ROOT, "#%06x", rgb(ink));
    }

    /** The contrast ratio of two inks, 1..21, as WCAG 2 defines it. */
    public double contrast(Ink a, Ink b) {
        double la = luminance(rgb(a));
        double lb = luminance(rgb(b));
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
