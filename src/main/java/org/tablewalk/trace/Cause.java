package org.tablewalk.trace;

import java.util.List;
import org.tablewalk.machine.Image;

/**
 * Why a fault was raised: the steps that led to it, as far as they are recorded.
 *
 * @param position of the step that raised it, or -1 if there is none
 * @param cpu      the CPU that took it, or was asked about
 * @param links    the fault, and then ever further back; what came after it last
 * @param end      why the chain ends where it does
 */
public record Cause(long position, int cpu, List<Link> links, End end) {
    /** What a step has to do with the fault. */
    public enum Role {
        /** It raised the fault. */
        FAULT,
        /** It read the entry that decided. */
        READ,
        /** It put the entry that decided into the TLB. */
        FILL,
        /** It made the entry what it was when it was read. */
        STORE,
        /** It changed the entry after the TLB had got it, or after the fault. */
        LATER
    }

    /** Why nothing further back is told. */
    public enum End {
        /** The store that decided is found. */
        FOUND,
        /** The entry was so when the recording began. */
        INITIAL,
        /** The store lies further back than is searched. */
        FAR,
        /** There is no such fault. */
        NONE
    }

    /**
     * A step of the chain.
     *
     * @param event the event of the step that counts
     * @param after the state it led to
     */
    public record Link(Role role, StepRecord step, EventRecord event, Image after) {}

    /** A list that nobody else can change. */
    public Cause {
        links = List.copyOf(links);
    }
}
