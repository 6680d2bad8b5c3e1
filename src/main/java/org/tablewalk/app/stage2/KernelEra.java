package org.tablewalk.app.stage2;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kernels that create VMs by the same rules. */
enum KernelEra {
    V4_20("4.20-5.9", "v4.20", 420),
    V5_10("5.10-5.11", "v5.10", 510),
    V5_12("5.12+", "v5.12", 512);

    private static final Pattern VERSIONS = Pattern.compile("v?(?<major>\\d{1,2})\\.(?<minor>\\d{1,2})(?:\\+|-v?(?<endMajor>\\d{1,2})\\.(?<endMinor>\\d{1,2}))?");

    private final String label;
    private final String listing;
    private final int first;

    KernelEra(String label, String listing, int first) {
        this.label = label;
        this.listing = listing;
        this.first = first;
    }

    /** The versions it covers. */
    String label() {
        return label;
    }

    /** How the name of its listing ends. */
    String listing() {
        return listing;
    }

    /**
     * The eras that a version or a range of versions touches: {@code 5.4}, {@code v6.1}, {@code 5.10-5.11}, {@code 5.12+}.
     *
     * @throws IllegalArgumentException if the text is neither, or names kernels before 4.20
     */
    static Set<KernelEra> touched(String text) {
        Matcher m = VERSIONS.matcher(text.strip());
        if (!m.matches()) {
            throw new IllegalArgumentException("expected 4.20-5.9, 5.10-5.11, 5.12+ or a version such as 5.4, found '" + text + "'");
        }
        int from = number(m.group("major"), m.group("minor"));
        int to = m.group("endMajor") != null ? number(m.group("endMajor"), m.group("endMinor")) : text.contains("+") ? 9999 : from;
        if (from < V4_20.first || to < from) {
            throw new IllegalArgumentException("expected versions of 4.20 or later in ascending order, found '" + text
                    + "'; before 4.20 every VM has 40 bits");
        }
        return EnumSet.range(of(from), of(to));
    }

    private static int number(String major, String minor) {
        return Integer.parseInt(major) * 100 + Integer.parseInt(minor);
    }

    private static KernelEra of(int version) {
        return version >= V5_12.first ? V5_12 : version >= V5_10.first ? V5_10 : V4_20;
    }
}
