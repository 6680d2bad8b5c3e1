package org.tablewalk.viewmodel.kind;

import org.tablewalk.machine.Event;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Frame;

/**
 * A frame with what its kind of subject reads in it: what the panes are filled from.
 *
 * @param frame   the frame
 * @param views   of its kind, or null while nothing is open
 * @param reading of its images, or null while nothing is open
 */
public record Moment(Frame frame, KindViews views, Reading reading) {
    /** Whether there is anything to show. */
    public boolean open() {
        return frame.subject() != null;
    }

    /** CPUs, or threads of a trace. */
    public int cpus() {
        return open() ? reading.cpus() : 0;
    }

    /** Whether an actor is a thread of a trace, not a CPU. */
    public boolean threads() {
        return open() && frame.subject().recorded();
    }

    /** Whether it goes on step by step. */
    public boolean playing() {
        return frame.activity() == Activity.PLAYING;
    }

    /** Whether it goes on flat out. */
    public boolean running() {
        return frame.activity() == Activity.RUNNING;
    }

    /** Whether the same thing is open as in the other moment. */
    public boolean sameSubject(Moment other) {
        return other != null && frame.subject() == other.frame.subject();
    }

    /** The CPU that faults in the step shown, or else the one given. */
    public int faulting(int otherwise) {
        boolean fault = frame.step() != null && frame.step().events().stream().anyMatch(e -> e.kind() == Event.FAULT);
        return fault ? frame.step().cpu() : otherwise;
    }
}
