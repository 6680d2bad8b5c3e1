package org.tablewalk.picture;

/** The bundled typefaces that drawings use. */
public enum Typeface {
    /** Numbers, addresses, entries. */
    MONO("JetBrains Mono", 400, "jetbrains-mono/JetBrainsMono-Regular.ttf"),
    /** Everything else. */
    SANS("Inter", 400, "inter/Inter-Regular.otf"),
    /** Titles. */
    SANS_BOLD("Inter", 600, "inter/Inter-SemiBold.otf");

    private static final String FOLDER = "/org/tablewalk/fonts/";

    private final String family;
    private final int weight;
    private final String file;

    Typeface(String family, int weight, String file) {
        this.family = family;
        this.weight = weight;
        this.file = file;
    }

    /** The family name as the font file has it. */
    public String family() {
        return family;
    }

    /** The weight, 400 or 600. */
    public int weight() {
        return weight;
    }

    /** Absolute name of the font file's resource. */
    public String resource() {
        return FOLDER + file;
    }
}
