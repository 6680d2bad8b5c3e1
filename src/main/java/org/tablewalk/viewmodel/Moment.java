package org.tablewalk.viewmodel;

import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.TableSource;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.trace.imported.ImportState;
import org.tablewalk.trace.imported.TableRoot;

/**
 * A frame with the readers of its images: what the panes are filled from.
 *
 * @param frame   the frame
 * @param reading the readers, of the kind that the subject has
 */
record Moment(Frame frame, Reading reading) {
    /** Whether there is anything to show. */
    boolean open() {
        return frame.subject() != null;
    }

    /** The state of our Arm machine, or null. */
    ArmState state() {
        return reading instanceof Reading.Arm arm ? arm.state() : null;
    }

    /** The layout of our Arm machine. */
    ArmMap map() {
        return state().map();
    }

    /** The state of our x86 machine, or null. */
    X86State x86() {
        return reading instanceof Reading.X86 x ? x.state() : null;
    }

    /** What the panes about shadow pages read, or null. */
    Reading.Shadow shadow() {
        return reading instanceof Reading.Shadow s ? s : null;
    }

    /** The state of an imported trace, or null. */
    ImportState imported() {
        return reading instanceof Reading.Import i ? i.state() : null;
    }

    /** The trace, or null. */
    CasemateTrace trace() {
        return reading instanceof Reading.Import i ? i.trace() : null;
    }

    /** The tree of the trace that is shown, or null. */
    TableRoot root() {
        return reading instanceof Reading.Import i ? i.root() : null;
    }

    /** The tables as pictures of one tree read them, or null. */
    TableSource tables() {
        return switch (reading) {
            case Reading.Arm arm -> arm.tables();
            case Reading.Import i -> i.tables();
            case Reading.X86 x86 -> null;
            case Reading.Kvmmmu k -> null;
            case Reading.Nothing n -> null;
        };
    }

    /** CPUs, or threads of a trace. */
    int cpus() {
        return reading.cpus();
    }

    /** Whether an actor is a thread of a trace, not a CPU. */
    boolean threads() {
        return open() && frame.subject().recorded();
    }

    boolean playing() {
        return frame.activity() == Activity.PLAYING;
    }

    boolean running() {
        return frame.activity() == Activity.RUNNING;
    }

    /** Whether another thing is open than in the other moment. */
    boolean sameSubject(Moment other) {
        return other != null && frame.subject() == other.frame.subject();
    }

    /** The scenario, or null. */
    Subject.ScenarioRun scenario() {
        return frame.subject() instanceof Subject.ScenarioRun s ? s : null;
    }
}
