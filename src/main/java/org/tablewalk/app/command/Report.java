package org.tablewalk.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.picture.tree.TableSource;

/** What the command line tells of the state a run has reached. Every kind of machine has its own. */
public interface Report {
    /** The CPUs, in order. */
    List<Cpu> cpus();

    /** Whether a CPU has something left to do, or waits. */
    default boolean busy() {
        return cpus().stream().anyMatch(Cpu::busy);
    }

    /** The CPUs that have not ended in order. */
    default List<Cpu> exits() {
        return cpus().stream().filter(cpu -> !cpu.inOrder()).toList();
    }

    /** The CPUs that may still use what a debt is about, as far as that is known. */
    default List<Integer> users(Debt debt) {
        return List.of();
    }

    /** The stage-2 tables of Arm that can be written for other tools; empty if there are none. */
    default Optional<TableSource> tables() {
        return Optional.empty();
    }

    /** The whole state, as {@code state --json} writes it. */
    Object state();

    /** The whole state as text. */
    void print(PrintWriter out);

    /**
     * How a CPU stands.
     *
     * @param status what it does; idle, ended and failed CPUs do nothing more
     * @param error  that KVM_RUN returned, or 0
     * @param failure why and where it failed, or null
     */
    record Cpu(int cpu, String status, long error, ListingFacts.Failure failure) {
        /** One that has not failed, or of which no more is known. */
        public Cpu(int cpu, String status, long error) {
            this(cpu, status, error, null);
        }

        private boolean inOrder() {
            return status.equals("idle") || status.equals("ended");
        }

        private boolean busy() {
            return !inOrder() && !status.equals("failed");
        }
    }

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
