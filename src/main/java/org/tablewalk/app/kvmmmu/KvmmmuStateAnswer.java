package org.tablewalk.app.kvmmmu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.Report;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.picture.kvmmmu.ImportedShadow;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry.Kind;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

/**
 * What {@code tablewalk state} tells of one moment of a trace of kvmmmu events: what events up to this moment say, and what follows from it.
 *
 * @param step       events made
 * @param stateHash  of the cells, 16 hexadecimal digits
 * @param limits     what the trace cannot show
 * @param generation that was told last, or -1
 * @param pages      that there are, as far as events tell, by level and order
 */
record KvmmmuStateAnswer(String trace, long step, String stateHash, List<String> limits, long generation, List<Task> tasks, List<Page> pages) {
    private static final int HIGHEST = 5;

    /** A task: running until its last event is made, then ended; the guest's root and the fault it handles, null where not known. */
    record Task(String task, String status, String guestRoot, int guestLevel, String fault, Next next) {}

    /** An event that is to come, and its line in the file. */
    record Next(int line, String text) {}

    /**
     * A page.
     *
     * @param id          number in the order in which pages are first told
     * @param gfn         or null if not known
     * @param roleKnown   bits of the role word that are known
     * @param direct      yes, no or unknown
     * @param passthrough yes, no or unknown
     * @param rootCount   or null if not known
     * @param entries     that are known and not empty
     */
    record Page(long id, int level, String gfn, String roleWord, String roleKnown, String direct, String passthrough, Long rootCount, boolean unsync, boolean invalid,
            boolean tdpMmu, List<Link> parents, List<Entry> entries) {}

    /** An entry that points to a page, as inferred. */
    record Link(long parent, int parentIndex) {}

    /** An entry; {@code spte} is null where only the link follows, {@code to} null where it is not known or leads nowhere. */
    record Entry(int index, String spte, String kind, String to) {}

    static KvmmmuStateAnswer of(Execution execution, KvmmmuTrace trace, KvmmmuState state) {
        var source = new ImportedShadow(state);
        var tasks = IntStream.range(0, trace.tasks().size()).mapToObj(lane -> task(execution, trace, state, lane)).toList();
        var pages = IntStream.rangeClosed(1, HIGHEST).map(i -> HIGHEST + 1 - i).boxed().flatMap(level -> source.pages(level).stream()).map(p -> page(source, p)).toList();
        return new KvmmmuStateAnswer(execution.chosen().name(), execution.steps(), execution.stateHash(), trace.limits(), state.generation(), tasks, pages);
    }

    private static Task task(Execution execution, KvmmmuTrace trace, KvmmmuState state, int lane) {
        int next = execution.machine().pc(lane);
        var fault = state.fault(lane);
        return new Task(trace.tasks().get(lane).toString(), next < 0 ? "ended" : "running", known(state.guestRoot(lane)), state.guestLevel(lane),
                fault.isEmpty() ? null : Json.hex(fault.getAsLong()), next < 0 ? null : new Next(trace.line(next), trace.text(next)));
    }

    private static String known(long number) {
        return number == ShadowSource.UNKNOWN ? null : "0x" + Long.toHexString(number);
    }

    private static Page page(ShadowSource source, ShadowSource.Page page) {
        var parents = source.parents(page).stream().map(entry -> new Link(source.page(entry & -4096L).id(), (int) (entry & 4095) / 8)).toList();
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < KvmmmuMap.ENTRIES; i++) {
            var e = source.entry(page.table(), i);
            if (e.kind() != Kind.EMPTY && e.kind() != Kind.UNKNOWN) {
                entries.add(new Entry(i, e.kind() == Kind.LINK && e.word() == ShadowSource.UNKNOWN ? null : Json.hex(e.word()), Report.word(e.kind()), to(source, e)));
            }
        }
        return new Page(page.id(), page.level(), known(page.gfn()), Json.hex(page.role()), Json.hex(page.known()), Report.word(page.direct()),
                Report.word(page.passthrough()), page.rootCount() == ShadowSource.UNKNOWN ? null : page.rootCount(), page.unsync(), page.invalid(), page.tdpMmu(), parents,
                entries);
    }

    private static String to(ShadowSource source, ShadowSource.ShadowEntry entry) {
        return switch (entry.kind()) {
            case LINK -> entry.table() == ShadowSource.UNKNOWN || source.page(entry.table()) == null ? null : "page " + source.page(entry.table()).id();
            case LEAF -> "pfn " + known(entry.pfn());
            default -> null;
        };
    }
}
