package org.tablewalk.app.dump;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Report;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.arch.arm64.Sizes;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.picture.dump.DumpTables;
import org.tablewalk.picture.tree.TableOrigin;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.session.dump.DumpRun;

/** The report on a dump. */
record DumpReport(Execution execution, Dump dump) implements Report {
    static DumpReport of(Execution execution) {
        return new DumpReport(execution, ((DumpRun) execution.chosen().run()).trace());
    }

    @Override
    public List<Cpu> cpus() {
        return List.of();
    }

    @Override
    public Optional<TableSource> tables() {
        return Optional.of(new DumpTables(dump.tree(), new TableOrigin(dump.title(), dump.style().word(), dump.whole())));
    }

    @Override
    public DumpStateAnswer state() {
        return DumpStateAnswer.of(execution, dump);
    }

    @Override
    public void print(PrintWriter out) {
        var state = state();
        out.println(execution.title());
        state.limits().forEach(limit -> out.println("note: " + Terminal.plain(limit)));
        out.println();
        out.println(state.granule() + " granule, " + state.ipaBits() + " bits, " + state.levels() + " levels from level " + state.startLevel() + ", " + state.tables()
                + " tables");
        for (var run : state.runs()) {
            out.println(String.format(Locale.ROOT, "  %s..%s  level %d  %-8s  %s", run.start(), run.end(), run.level(), Sizes.text(run.bytes()), run.label()));
        }
        state.skipped().forEach(s -> out.println("skipped: line " + s.line() + ":" + s.column() + ", expected " + s.expected() + ", found " + Terminal.plain(s.text())));
    }
}
