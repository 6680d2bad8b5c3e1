package org.tablewalk.viewmodel;

import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.picture.TableSource;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.trace.imported.ImportState;
import org.tablewalk.trace.imported.TableRoot;

/**
 * A frame with the readers of its images: what the panes are filled from. Of the two kinds of subject exactly one has its reader, or
 * none when nothing is open.
 *
 * @param frame    the frame
 * @param state    the state of our machine, or null
 * @param imported the state of an imported trace, or null
 * @param trace    the trace, or null
 * @param root     the tree of the trace that is shown, or null
 * @param tables   the tables as pictures read them, or null
 */
record Moment(Frame frame, ArmState state, ImportState imported, CasemateTrace trace, TableRoot root, TableSource tables, Intrinsics intrinsics) {
    /** Whether there is anything to show. */
    boolean open() {
        return frame.subject() != null;
    }

    /** The layout of our machine. */
    ArmMap map() {
        return state.map();
    }

    /** CPUs, or threads of a trace. */
    int cpus() {
        return state != null ? state.map().config().cpus() : imported != null ? imported.map().lanes() : 0;
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
