package org.tablewalk.desk;

import java.util.List;

/**
 * A defect of the program that came to light.
 *
 * @param where   the part of the program that failed
 * @param subject name of what was open, without its folders; empty for nothing
 * @param deeds   what the user did last, oldest first
 * @param cause   what was thrown
 */
public record Defect(String where, String subject, List<String> deeds, Throwable cause) {
    private static final int FRAMES = 4;
    private static final int LONGEST_CHAIN = 100;

    /** A copy that nobody changes. */
    public Defect {
        deeds = List.copyOf(deeds);
    }

    /** What the user did last; empty if nothing. */
    public String doing() {
        return deeds.isEmpty() ? "" : deeds.getLast();
    }

    /** The same for every occurrence of one defect, as far as its place in the program tells. */
    public String signature() {
        var root = root();
        var text = new StringBuilder(root.getClass().getName());
        StackTraceElement[] frames = root.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append('\n').append(frames[i]);
        }
        return text.toString();
    }

    /** What began it: the first exception of the chain of causes. */
    public Throwable root() {
        Throwable root = cause;
        for (int i = 0; root.getCause() != null && i < LONGEST_CHAIN; i++) {
            root = root.getCause();
        }
        return root;
    }
}
