package org.tablewalk.check.casemate;

import org.tablewalk.check.tree.Checks;
import org.tablewalk.machine.Cells;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.ImportState;

/** What judges a casemate trace. */
public final class CasemateChecks {
    private CasemateChecks() {}

    /**
     * An observer of a trace's machine in its first state. Windows are those of trees whose root was installed. There are no faults in a trace, so it
     * judges none.
     *
     * @param cells the machine's
     */
    public static Checks of(ImportMap map, Cells cells) {
        var state = new ImportState(map, cells::get);
        var tables = new ImportedTables(state);
        return new Checks(tables, new ImportedHardware(state, tables, true));
    }
}
