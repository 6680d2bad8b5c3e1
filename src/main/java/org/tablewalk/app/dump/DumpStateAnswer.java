package org.tablewalk.app.dump;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.Report;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.format.dump.Skipped;
import org.tablewalk.picture.dump.DumpFormat;
import org.tablewalk.picture.tree.TableFormat;

/**
 * What {@code tablewalk state} tells of a dump.
 *
 * @param stateHash     of what is known, 16 hexadecimal digits
 * @param limits        what a dump does not tell, and what is assumed
 * @param shapeCertain  whether granule and sizes are the only ones that fit
 * @param tables        that the runs imply, those of the root included
 * @param skippedLines  that were not understood
 * @param skipped       the first of them
 */
record DumpStateAnswer(String trace, long step, String stateHash, List<String> limits, String style, String granule, int ipaBits, int levels, int startLevel,
        boolean shapeCertain, int tables, List<Run> runs, int skippedLines, List<Skipped> skipped) {
    /**
     * A run of equal entries.
     *
     * @param end     the first address behind it
     * @param entries in it
     * @param kind    page, block, invalid or reserved
     * @param label   as pictures have it
     */
    record Run(String start, String end, int level, long bytes, long entries, String kind, String label) {}

    static DumpStateAnswer of(Execution execution, Dump dump) {
        var tree = dump.tree();
        var geometry = tree.geometry();
        var format = new DumpFormat(geometry);
        var runs = new ArrayList<Run>();
        for (int i = 0; i < tree.runs().count(); i++) {
            int level = tree.runs().level(i);
            long bytes = tree.runs().end(i) - tree.runs().start(i);
            TableFormat.Kind kind = format.kind(tree.word(i), level);
            runs.add(new Run(Json.hex(tree.runs().start(i)), Json.hex(tree.runs().end(i)), level, bytes, bytes / geometry.entrySize(level),
                    Report.word(kind), format.label(tree.word(i), level)));
        }
        return new DumpStateAnswer(execution.chosen().name(), execution.steps(), execution.stateHash(), dump.limits(), dump.style().word(), geometry.granule().label(),
                geometry.ipaBits(), geometry.levels(), geometry.startLevel(), dump.shapeCertain(), tree.pages(), runs, dump.skippedLines(), dump.skipped());
    }
}
