package org.tablewalk.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What the command line tells of the state a run has reached. Every kind of machine has its own. */
public interface Report {
    /** Whether a CPU has something left to do, or waits. */
    boolean busy();

    /** The CPUs that have not ended in order. */
    List<Exit> exits();

    /** The whole state, as {@code state --json} writes it. */
    Object state();

    /** The whole state as text. */
    void print(PrintWriter out);

    /**
     * A CPU that has not ended in order.
     *
     * @param error that KVM_RUN returned, or 0
     */
    record Exit(int cpu, String status, long error) {}

    /** The word for an enum value in answers: lowerCamelCase. */
    static String word(Enum<?> value) {
        var words = value.name().toLowerCase(Locale.ROOT).split("_");
        var text = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return text.toString();
    }
}
