package org.tablewalk.app.shadow;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Report;
import org.tablewalk.app.shadow.ShadowLog.Exit;
import org.tablewalk.app.shadow.ShadowLog.Happening;
import org.tablewalk.machine.x86.X86State;

/**
 * What {@code tablewalk shadow} tells of a run.
 *
 * @param eventsRoot  of every root load, in order
 * @param faults      every other exit that did something to shadow pages
 * @param shadowPages that are left, by serial number
 * @param tdpPages    pages of the TDP MMU that are left, which are no shadow pages
 * @param leftOut     events that are not told because there are too many
 */
record ShadowAnswer(String scenario, Map<String, Object> parameters, String virtualization, String design, long steps, String outcome, String stateHash,
        String runHash, List<Happening> eventsRoot, List<Exit> faults, List<Happening> shadowPages, List<Happening> tdpPages, Counts counts, long leftOut) {
    /**
     * Sums.
     *
     * @param specialPages times that a special page came into use
     * @param shadowPages  made, at root loads and on faults
     * @param passthrough  of those made
     */
    record Counts(long specialPages, long shadowPages, long atRoot, long onFault, long reused, long passthrough) {}

    static ShadowAnswer of(Execution execution, X86State state, ShadowPageFacts facts, ShadowLog log) {
        var chosen = execution.chosen();
        var config = state.map().config();
        var exits = log.exits();
        var root = exits.stream().filter(Exit::root).flatMap(e -> e.events().stream()).toList();
        var faults = exits.stream().filter(e -> !e.root()).toList();
        var faulted = faults.stream().flatMap(e -> e.events().stream()).toList();
        int guestLevel = state.mmu(0).cpuLevel();
        var left = state.shadowPages().stream().sorted(Comparator.comparingLong(X86State.ShadowPage::id)).toList();
        var pages = left.stream().filter(sp -> !sp.tdpMmu()).map(sp -> page("page", state, facts, sp, guestLevel, execution.steps())).toList();
        var tdp = left.stream().filter(X86State.ShadowPage::tdpMmu).map(sp -> page("tdp_page", state, facts, sp, guestLevel, execution.steps())).toList();
        long atRoot = count(root, "alloc");
        long onFault = count(faulted, "alloc");
        long passthrough = passthrough(root) + passthrough(faulted);
        var counts = new Counts(count(root, "special_page") + count(faulted, "special_page"), atRoot + onFault, atRoot, onFault,
                count(root, "reuse") + count(faulted, "reuse"), passthrough);
        return new ShadowAnswer(chosen.name(), chosen.parameters(), Report.word(config.virtualization()), config.design().label(), execution.steps(),
                execution.outcome().word(), execution.stateHash(), execution.runHash(), root, faults, pages, tdp, counts, log.leftOut());
    }

    private static long count(List<Happening> events, String op) {
        return events.stream().filter(e -> e.op().equals(op)).count();
    }

    private static long passthrough(List<Happening> events) {
        return events.stream().filter(e -> e.op().equals("alloc") && e.passthrough() == 1).count();
    }

    private static Happening page(String op, X86State state, ShadowPageFacts facts, X86State.ShadowPage sp, int guestLevel, long step) {
        var f = facts.page(sp, guestLevel);
        var parents = state.entries(sp.parents());
        String parent = !parents.isEmpty() ? facts.table(parents.getFirst()) : sp.rootCount() > 0 ? ShadowPageFacts.ROOT : null;
        return new Happening(op, f.id(), f.level(), null, f.gfn(), f.direct(), f.passthrough(), f.glevel(), f.quadrant(), f.access(),
                f.has4ByteGpte(), f.roleWord(), parent, parents.isEmpty() ? null : ShadowPageFacts.index(parents.getFirst()), step);
    }

    /** The answer as text. */
    void print(PrintWriter out) {
        out.println(scenario + ": " + virtualization + ", role words as in " + design + ", " + steps + " steps, " + outcome);
        out.println();
        out.println("root loads");
        eventsRoot.forEach(e -> print(e, out));
        for (var exit : faults) {
            out.println();
            out.println("CPU " + exit.cpu() + " " + exit.reason() + " " + exit.va() + (exit.reason().equals("pageFault") ? ", error code " + exit.errorCode() : "")
                    + ", step " + exit.step());
            exit.events().forEach(e -> print(e, out));
        }
        out.println();
        out.println("shadow pages at the end: " + shadowPages.size());
        shadowPages.forEach(e -> print(e, out));
        if (!tdpPages.isEmpty()) {
            out.println();
            out.println("pages of the TDP MMU at the end: " + tdpPages.size());
            tdpPages.forEach(e -> print(e, out));
        }
        if (leftOut > 0) {
            out.println();
            out.println(leftOut + " more events are not told");
        }
    }

    private static void print(Happening e, PrintWriter out) {
        var at = e.parent() == null ? "" : ", under " + e.parent() + (e.parentIndex() == null ? "" : "[" + e.parentIndex() + "]");
        if (e.roleWord() == null) {
            out.println("  %-12s %s".formatted(e.op(), (e.id() == null ? "" : e.id()) + (e.index() == null ? "" : "[" + e.index() + "]")
                    + (e.gfn() == null ? "" : " gfn " + e.gfn()) + (e.access() == null ? "" : ", access " + e.access()) + at));
        } else {
            out.println("  %-12s %s".formatted(e.op(), e.id() + " level " + e.level() + " gfn " + e.gfn() + (e.direct() == 1 ? " direct" : "")
                    + (e.passthrough() == 1 ? " passthrough" : "") + ", glevel " + e.glevel() + ", quadrant " + e.quadrant() + ", access " + e.access()
                    + (e.has4ByteGpte() == 1 ? ", 4-byte gptes" : "") + ", role " + e.roleWord() + at));
        }
    }
}
