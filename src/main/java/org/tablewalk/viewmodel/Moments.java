package org.tablewalk.viewmodel;

import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.ArmTables;
import org.tablewalk.picture.ImportedTables;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.trace.imported.ImportState;
import org.tablewalk.trace.imported.TableRoot;

/** Makes moments of frames; keeps what stays the same while one thing is open. */
final class Moments {
    private Subject subject;
    private ArmMap map;
    private ArmIntrinsics intrinsics;
    private long shownRoot = -1;

    /** The moment of a frame. */
    Moment of(Frame frame) {
        if (frame.subject() != subject) {
            subject = frame.subject();
            shownRoot = -1;
            map = subject instanceof Subject.ScenarioRun s ? s.machine().map() : null;
            intrinsics = map == null ? null : ArmIntrinsics.of(map.config());
        }
        return switch (frame.subject()) {
            case null -> new Moment(frame, null, null, null, null, null, null);
            case Subject.ScenarioRun s -> {
                var state = new ArmState(map, frame.image());
                yield new Moment(frame, state, null, null, null, new ArmTables(state), intrinsics);
            }
            case Subject.CasemateRun c -> {
                var state = new ImportState(c.trace().map(), frame.image());
                TableRoot root = root(state);
                yield new Moment(frame, null, state, c.trace(), root, root == null ? null : new ImportedTables(state, root), null);
            }
        };
    }

    /** The tree to show of several: once one was shown it stays, until another is the only one installed. */
    private TableRoot root(ImportState state) {
        TableRoot best = null;
        for (TableRoot root : state.roots()) {
            if (best == null || rank(root) > rank(best)) {
                best = root;
            }
        }
        shownRoot = best == null ? -1 : best.address();
        return best;
    }

    private int rank(TableRoot root) {
        boolean alive = root.status() != TableRoot.Status.LATER && root.status() != TableRoot.Status.RELEASED;
        return (root.threads() != 0 ? 8 : 0) + (alive ? 4 : 0) + (root.address() == shownRoot ? 2 : 0)
                + (root.stage() == TableRoot.Stage.EL2_STAGE_1 ? 0 : 1);
    }
}
