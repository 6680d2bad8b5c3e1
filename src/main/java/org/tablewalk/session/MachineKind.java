package org.tablewalk.session;

import java.util.List;
import java.util.function.Function;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.machine.Machine;
import org.tablewalk.trace.walk.WalkLog;

/** What the engine must know of one kind of machine to run its scenarios. The machines handed in were made by a blueprint of its architecture. */
public interface MachineKind {
    /** The kind's name: that of its packages. */
    String name();

    /** How scenario files describe it. */
    Architecture architecture();

    /** What judges a run of a machine that nobody has stepped. */
    RunChecks checks(Machine machine);

    /**
     * Makes judges of machines that nobody has stepped, whose states can be compared with each other: for a search. One of a run is in its {@link #checks}.
     */
    default Function<Machine, Judge> judges() {
        return machine -> checks(machine).verdicts().judge();
    }

    /** What remembers the walks that the code of a machine makes, which nobody has stepped; null if it makes none. */
    default WalkLog walks(Machine machine) {
        return null;
    }

    /** What the hardware of a machine may do on its own, as words: what a search of all its runs is complete for. */
    default List<String> freedoms(Machine machine) {
        return List.of();
    }

    /** The cell of a machine's memory word, or -1. */
    int cellOf(Machine machine, long address);

    /** The address in the host's memory of a word of the guest's, or -1. Asked only where the hypervisor walks its guest's tables. */
    default long hostAddress(Machine machine, long gpa) {
        return -1;
    }

    /** Whether a CPU is about to make an access with what an entry said before. Asked only where {@code check} can tell who holds what. */
    default boolean holdsOld(Machine machine, long entry, int cpu) {
        return false;
    }

    /** Whether a TLB entry with a tag, as events tell it, translates an address. Asked only where several can match. */
    default boolean translates(Machine machine, long tag, long address) {
        return false;
    }

    /** The mnemonic of a TLBI operation as events number it. */
    String tlbiName(int operation);
}
