package org.tablewalk.viewmodel.kind;

import java.util.List;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.trace.Cause;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.motion.Motion;

/** One frame as its kind of subject reads it: what the panes that every kind has are filled from. Made for each frame, so making one is cheap. */
public interface Reading {
    /** CPUs, or threads of a trace. */
    int cpus();

    /** What the step did that led here; there was one. */
    String sentence();

    /** What a step of a fault's cause did, in a sentence; empty where there are no such causes. */
    default String told(Cause.Link link) {
        return "";
    }

    /** What a move that can be made here would do. */
    String move(int move);

    /** What the step that led here looks like in motion, or null if it has none or there was no step. */
    default Motion motion() {
        return null;
    }

    /** What the actors run. */
    Listing listing();

    /** The TLB of a CPU, or null if nothing is known of TLBs. */
    TlbTable tlb(int cpu);

    /** The stage-2 tables of Arm that are shown, or null: what can be written for other tools. */
    default TableSource stage2() {
        return null;
    }

    /** By CPU, where it is, in few words: host or guest, and whose; none where that says nothing. */
    default List<String> whereabouts() {
        return List.of();
    }

    /** What there is to say of a CPU, or null. */
    default Sheet cpu(int cpu) {
        return null;
    }

    /** The machine in a few lines, or what a trace cannot show. */
    String facts();

    /** What the marks of the run are called, to be asked in their order. */
    MarkNames marks();

    /**
     * The lane below those of the CPUs.
     *
     * @param pin  what was chosen to have it
     * @param from first position in sight
     * @param to   last position in sight
     * @return null for no such lane, {@link Track#EMPTY} to keep its place free
     */
    Track track(Pin pin, double from, double to);
}
