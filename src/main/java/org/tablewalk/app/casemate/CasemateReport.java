package org.tablewalk.app.casemate;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Report;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.picture.casemate.ImportedTables;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.session.casemate.CasemateRun;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.TableRoot;

/** The report on a casemate trace. */
record CasemateReport(Execution execution, CasemateTrace trace, ImportState moment) implements Report {
    static CasemateReport of(Execution execution) {
        var trace = ((CasemateRun) execution.chosen().run()).trace();
        return new CasemateReport(execution, trace, new ImportState(trace.map(), execution.machine().cells().image()));
    }

    /** A thread has something left to do until its last record is made. */
    @Override
    public List<Cpu> cpus() {
        return trace.threads().stream().map(thread -> new Cpu(thread, execution.machine().pc(thread) < 0 ? "ended" : "running", 0)).toList();
    }

    /** Those of the one root of stage 2 that is installed, else of the one that is named. */
    @Override
    public Optional<TableSource> tables() {
        for (var status : List.of(TableRoot.Status.INSTALLED, TableRoot.Status.LEFT, TableRoot.Status.NAMED)) {
            var roots = moment.roots().stream().filter(root -> root.stage() != TableRoot.Stage.EL2_STAGE_1 && root.status() == status).toList();
            if (!roots.isEmpty()) {
                return roots.size() > 1 ? Optional.empty() : Optional.of(new ImportedTables(moment, roots.getFirst()));
            }
        }
        return Optional.empty();
    }

    @Override
    public CasemateStateAnswer state() {
        return CasemateStateAnswer.of(execution, trace, moment);
    }

    @Override
    public void print(PrintWriter out) {
        var state = state();
        out.println(execution.title());
        state.limits().forEach(limit -> out.println("note: " + Terminal.plain(limit)));
        for (var root : state.roots()) {
            out.println();
            out.println("root at " + root.address() + ": " + root.stage() + ", " + root.status() + (root.space() < 0 ? "" : ", VMID or ASID " + root.space())
                    + (root.lock() == null ? "" : ", lock " + root.lock()) + (root.threads().isEmpty() ? "" : ", used by threads " + root.threads()) + ", "
                    + root.inputBits() + " bits" + (root.assumedShape() ? " (assumed)" : ""));
            root.tables().forEach(table -> print(table, out));
        }
        for (var thread : state.threads()) {
            out.println();
            out.println("thread " + thread.thread() + ": " + thread.status() + thread.registers().entrySet().stream().map(r -> ", " + r.getKey() + " " + r.getValue())
                    .collect(Collectors.joining()));
            if (thread.next() != null) {
                out.println("  next: line " + thread.next().line() + "  " + Terminal.plain(thread.next().text()));
            }
        }
        out.println();
        state.locks().forEach(lock -> out.println("lock at " + lock.address() + ": " + (lock.owner() < 0 ? "free" : "thread " + lock.owner())));
        out.println("invalidations no DSB has waited for: " + state.tlbisInFlight());
    }

    private static void print(CasemateStateAnswer.Table table, PrintWriter out) {
        out.println("  level " + table.level() + " table at " + table.address() + ", from " + table.input() + ", " + table.known() + " of " + table.size()
                + " entries known" + (table.freed() ? ", given back" : ""));
        for (var e : table.entries()) {
            out.println(String.format(Locale.ROOT, "    [%4d] %s  %s%s", e.index(), e.descriptor(), e.label(), e.to() == null ? "" : " " + e.to()));
        }
    }
}
