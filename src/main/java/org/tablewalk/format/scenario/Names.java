package org.tablewalk.format.scenario;

import java.util.Collection;
import java.util.Comparator;

/** Helps with names that do not exist. */
final class Names {
    private Names() {}

    /** {@code "; did you mean 'x'?"} with the nearest of the names, or nothing if none is near. */
    static String suggest(String wrong, Collection<String> names) {
        if (wrong.length() > 64) {
            return "";
        }
        return names.stream().min(Comparator.comparingInt(n -> distance(wrong, n)))
                .filter(n -> distance(wrong, n) <= Math.max(1, n.length() / 3))
                .map(n -> "; did you mean '" + n + "'?").orElse("");
    }

    /** Edits (insert, delete, replace, swap of neighbours; upper or lower case is the same) that turn one name into another. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
