package org.tablewalk.viewmodel.casemate;

import java.util.function.Function;
import org.tablewalk.narrate.casemate.ImportNarrator;
import org.tablewalk.picture.casemate.ImportedTables;
import org.tablewalk.session.Frame;
import org.tablewalk.session.casemate.CasemateRun;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.TableRoot;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Reading;

/** Reads the frames of a casemate trace. Of several trees one is shown: once one was it stays, until another is the only one installed. */
final class CasemateReader implements Function<Frame, Reading> {
    private final CasemateRun run;
    private final Messages messages;
    private final RecordText records;
    private final ImportNarrator narrator;
    private long shownRoot = -1;

    CasemateReader(CasemateRun run, Messages messages) {
        this.run = run;
        this.messages = messages;
        records = new RecordText(run.trace(), messages);
        narrator = new ImportNarrator(run.trace().map(), records::told, run::tlbiName);
    }

    @Override
    public Reading apply(Frame frame) {
        var state = new ImportState(run.trace().map(), frame.image());
        TableRoot root = root(state);
        return new CasemateReading(frame, state, run.trace(), root, root == null ? null : new ImportedTables(state, root), records, narrator, messages);
    }

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
