package org.tablewalk.machine.listing;

import java.util.Map;

/** What a listing can call besides its own routines: supplied by the machine it runs on. */
public interface Intrinsics {
    /**
     * One intrinsic.
     *
     * @param name   as written in listings
     * @param system true: a micro-step on shared or hardware state, executed by the machine; false: a pure function on words
     * @param id     index given to the machine ({@link Op#PURE}, {@link Op#SYSTEM})
     * @param arity  number of arguments, 0..3
     * @param value  whether it gives a value
     * @param mnemonic how the disassembly shows it, e.g. {@code str} or {@code dsb}
     */
    record Intrinsic(String name, boolean system, int id, int arity, boolean value, String mnemonic) {}

    /**
     * The intrinsic of that name, or null. Reading {@code *p} calls {@code load} of p and 0, writing {@code *p = v} calls {@code store} of p, v and 0;
     * in place of the zero stands the displacement if it is a structure's {@link #field}.
     */
    Intrinsic find(String name);

    /** The intrinsic with that index, for disassembly. */
    Intrinsic get(boolean system, int id);

    /** The value of a named constant that listings may use (VALID, EAGAIN, ishst, vmalls12e1is, ...), or null. */
    Long constant(String name);

    /** The eras that a listing can be of, by name, and their numbers, the oldest first. They are constants too; {@code era} is one that is 0. */
    default Map<String, Long> eras() {
        return Map.of();
    }

    /**
     * The byte offset of a structure's field, or null: {@code p->gfn} reads or writes the word at {@code p} plus it, {@code &p->gfn} is its address.
     */
    default Long field(String name) {
        return null;
    }
}
