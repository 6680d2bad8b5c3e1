package org.tablewalk.app.casemate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.app.casemate.CasemateStateAnswer.Entry;
import org.tablewalk.app.casemate.CasemateStateAnswer.Table;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.Report;
import org.tablewalk.picture.casemate.ImportedFormat;
import org.tablewalk.picture.casemate.ImportedTables;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.TableRoot;

/** The tables that known descriptors lead to from a root, level by level; each is told once per level. */
final class KnownTables {
    private record Place(long address, long input) {}

    private final ImportedTables tables;

    KnownTables(ImportState state, TableRoot root) {
        tables = new ImportedTables(state, root);
    }

    List<Table> list() {
        var list = new ArrayList<Table>();
        var level = List.of(new Place(tables.root(), 0));
        for (int l = tables.format().startLevel(); l <= tables.format().lastLevel(); l++) {
            var below = new ArrayList<Place>();
            Set<Long> told = new HashSet<>();
            for (var table : level) {
                if (told.add(table.address())) {
                    list.add(table(table, l, below));
                }
            }
            level = below;
        }
        return list;
    }

    private Table table(Place table, int level, List<Place> below) {
        var format = tables.format();
        int page = tables.pageOf(table.address());
        int size = tables.entries(table.address());
        int known = 0;
        var entries = new ArrayList<Entry>();
        for (int i = 0; page >= 0 && i < size; i++) {
            long word = tables.word(table.address() + 8L * i);
            if (word == ImportedFormat.UNKNOWN) {
                continue;
            }
            known++;
            long input = table.input() + i * format.entrySize(level);
            var kind = format.kind(word, level);
            boolean leads = kind != TableFormat.Kind.INVALID && kind != TableFormat.Kind.RESERVED;
            if (word != 0) {
                entries.add(new Entry(i, Json.hex(input), Json.hex(word), Report.word(kind), format.label(word, level), leads ? Json.hex(format.target(word, level)) : null));
            }
            if (kind == TableFormat.Kind.TABLE) {
                below.add(new Place(format.target(word, level), input));
            }
        }
        return new Table(Json.hex(table.address()), level, Json.hex(table.input()), size, known, page >= 0 && tables.use(page) == TableSource.Use.FREED, entries);
    }
}
