package org.tablewalk.session;

import java.util.List;
import java.util.Map;
import org.tablewalk.check.RunChecks;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Policy;
import org.tablewalk.trace.Causes;
import org.tablewalk.trace.walk.WalkLog;

/** What is open: a scenario with values on one of our machines, or a trace from another producer. What kind it is, nobody asks: it answers for itself. */
public interface Subject {
    /** Name of its kind: that of a {@link MachineKind} or a {@link TraceKind}. */
    String kind();

    /** Short name. */
    String name();

    /** The file it was read from, as it was named; null for what ships. */
    String file();

    /** A title for people. */
    String title();

    /** A machine before its first step. */
    Machine machine();

    /** What judges a run of a machine that {@link #machine} made and nobody has stepped. */
    RunChecks checks(Machine machine);

    /** What remembers the walks that the code of a machine makes, which {@link #machine} made and nobody has stepped; null if it makes none. */
    default WalkLog walks(Machine machine) {
        return null;
    }

    /** How moves are chosen. */
    Policy policy();

    /** The text that, with the choices, decides a run. */
    String canonical();

    /** The most steps a run makes. */
    long maxSteps();

    /** The values of the parameters; empty for a trace. */
    Map<String, String> parameters();

    /** Of the parameters those that are not as by default. */
    Map<String, String> changed();

    /** The seed, or 0 for a trace. */
    long seed();

    /** Whether the seed decides anything. */
    boolean seeded();

    /** Sentences on what cannot be shown of this; empty for a scenario. */
    List<String> limits();

    /** The mnemonic of a TLBI operation as events of this subject number it. */
    String tlbiName(int operation);

    /** Whether it is a trace: all there from the start, and nothing in it can be chosen. */
    boolean recorded();

    /** Whether what is looked at first is the end of a run: it is made at once, and again with every other value. */
    default boolean whole() {
        return false;
    }

    /** The cell of a machine's memory word, or -1. */
    int cellOf(Machine machine, long address);

    /** The address in the host's memory of a word of the guest's, or -1. */
    default long hostAddress(Machine machine, long gpa) {
        return -1;
    }

    /** Whether a CPU is about to make an access with what an entry said before. */
    default boolean holdsOld(Machine machine, long entry, int cpu) {
        return false;
    }

    /** Whether a TLB entry with a tag, as events tell it, translates an address. */
    default boolean translates(Machine machine, long tag, long address) {
        return false;
    }

    /** What has to be known of a machine to tell why something happened on it. */
    default Causes.Facts facts(Machine machine) {
        return new Causes.Facts() {
            @Override
            public int cellOf(long address) {
                return Subject.this.cellOf(machine, address);
            }

            @Override
            public long hostAddress(long gpa) {
                return Subject.this.hostAddress(machine, gpa);
            }

            @Override
            public boolean translates(long tag, long address) {
                return Subject.this.translates(machine, tag, address);
            }
        };
    }
}
