package org.tablewalk.app.kvmmmu;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Report;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.session.kvmmmu.KvmmmuRun;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

/** The report on a trace of the kernel's kvmmmu tracepoints. */
record KvmmmuReport(Execution execution, KvmmmuTrace trace, KvmmmuState moment) implements Report {
    static KvmmmuReport of(Execution execution) {
        var trace = ((KvmmmuRun) execution.chosen().run()).trace();
        return new KvmmmuReport(execution, trace, new KvmmmuState(trace.map(), execution.machine().cells().image()));
    }

    /** A task has something left to do until its last event is made. */
    @Override
    public List<Cpu> cpus() {
        return IntStream.range(0, trace.tasks().size()).mapToObj(lane -> new Cpu(lane, execution.machine().pc(lane) < 0 ? "ended" : "running", 0)).toList();
    }

    @Override
    public KvmmmuStateAnswer state() {
        return KvmmmuStateAnswer.of(execution, trace, moment);
    }

    @Override
    public void print(PrintWriter out) {
        var state = state();
        out.println(execution.title());
        state.limits().forEach(limit -> out.println("note: " + Terminal.plain(limit)));
        for (var page : state.pages()) {
            out.println();
            out.println("page " + page.id() + ": level " + page.level() + (page.gfn() == null ? "" : ", gfn " + page.gfn()) + ", role " + page.roleWord() + " of which "
                    + page.roleKnown() + " known, direct " + page.direct() + ", passthrough " + page.passthrough()
                    + (page.rootCount() == null ? "" : ", roots " + page.rootCount()) + (page.unsync() ? ", unsync" : "") + (page.invalid() ? ", invalid" : "")
                    + (page.tdpMmu() ? ", of the TDP MMU" : ""));
            if (!page.parents().isEmpty()) {
                out.println("  under " + page.parents().stream().map(p -> "page " + p.parent() + "[" + p.parentIndex() + "]").collect(Collectors.joining(", ")));
            }
            page.entries().forEach(e -> out.println(String.format(Locale.ROOT, "  [%3d] %s  %s%s", e.index(), e.spte() == null ? "not told          " : e.spte(), e.kind(),
                    e.to() == null ? "" : " " + e.to())));
        }
        for (var task : state.tasks()) {
            out.println();
            out.println("task " + Terminal.plain(task.task()) + ": " + task.status() + (task.guestRoot() == null ? "" : ", guest's root gfn " + task.guestRoot() + " level "
                    + task.guestLevel()) + (task.fault() == null ? "" : ", handles a fault of " + task.fault()));
            if (task.next() != null) {
                out.println("  next: line " + task.next().line() + "  " + Terminal.plain(task.next().text()));
            }
        }
    }
}
