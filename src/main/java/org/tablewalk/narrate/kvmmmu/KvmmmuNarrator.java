package org.tablewalk.narrate.kvmmmu;

import java.util.List;
import java.util.function.IntFunction;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.machine.Event;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.KvmmmuState;
import org.tablewalk.trace.kvmmmu.PageKey;

/**
 * Tells traces of KVM's x86 shadow MMU, one sentence a record, in the present tense. What is inferred is said to be: a record tells neither where a page
 * hangs nor, but for the TDP MMU, what an entry was.
 */
public final class KvmmmuNarrator {
    private static final long ADDRESS = (1L << 60) - 1;
    private static final long UNKNOWN = -1;

    private final Templates templates = new Templates();
    private final IntFunction<String> notes;

    /**
     * The narrator of one trace.
     *
     * @param notes what a record says that changes no page and no entry, by its index: a clause without a subject and without a full stop
     */
    public KvmmmuNarrator(IntFunction<String> notes) {
        this.notes = notes;
    }

    /** The sentence of a step, with the state after it; records are counted from 1, as positions are. */
    public String sentence(StepRecord step, KvmmmuState state) {
        EventRecord e = step.events().isEmpty() ? null : step.events().getFirst();
        String clause = e == null || e.kind() == Event.NOTE ? templates.fill("kvmmmu.note", notes.apply((int) step.position())) : clause(e, state, step);
        return templates.fill("kvmmmu.step", step.cpu(), step.position() + 1, clause);
    }

    private String clause(EventRecord e, KvmmmuState state, StepRecord step) {
        return switch (e.kind()) {
            case Event.SP_ALLOC -> templates.fill("kvmmmu.made", page(e.a(), state), hangs(e, state));
            case Event.SP_REUSE -> {
                KvmmmuState.Page page = state.page(state.map().nodeOf(e.a()));
                yield templates.fill(page == null || page.made() ? "kvmmmu.found" : "kvmmmu.found.before", page(e.a(), state), hangs(e, state));
            }
            case Event.SP_ZAP -> templates.fill(e.b() > 0 ? "kvmmmu.zap.root" : "kvmmmu.zap", page(e.a(), state), e.b());
            case Event.SP_UNSYNC -> templates.fill("kvmmmu.unsync", page(e.a(), state), Words.hex(e.b()));
            case Event.SP_SYNC -> templates.fill("kvmmmu.sync", page(e.a(), state));
            case Event.SPTE_SET -> set(e, state);
            case Event.GUEST_WALK -> templates.fill("kvmmmu.read", Words.hex(e.b()), e.a() >>> 60, (e.a() & ADDRESS) == 0
                    ? templates.fill("kvmmmu.read.root") : templates.fill("kvmmmu.read.at", Words.hex(e.a() & ADDRESS)));
            default -> templates.fill("kvmmmu.note", notes.apply((int) step.position()));
        };
    }

    private String page(long name, KvmmmuState state) {
        int node = state.map().nodeOf(name);
        List<PageKey> pages = state.map().pages();
        if (node >= pages.size()) {
            return templates.fill("kvmmmu.table", node + 1, level(name, state));
        }
        PageKey key = pages.get(node);
        String more = key.direct() ? templates.fill("kvmmmu.page.direct")
                : key.fourBytes() ? templates.fill("kvmmmu.page.quadrant", key.get(RoleField.QUADRANT)) : "";
        return templates.fill("kvmmmu.page", node + 1, key.level(), Words.hex(key.gfn()), more);
    }

    private static int level(long name, KvmmmuState state) {
        int level = state.map().levelOf(name);
        return level > 0 ? level : state.level(state.map().nodeOf(name));
    }

    private String hangs(EventRecord e, KvmmmuState state) {
        int node = state.map().nodeOf(e.a());
        if (e.b() != 0) {
            boolean direct = state.map().pages().get(state.map().nodeOf(e.b())).direct();
            return templates.fill("kvmmmu.hangs", (e.b() & 4095) / 8, page(e.b(), state), templates.fill(direct ? "kvmmmu.by.gfn" : "kvmmmu.by.address"));
        }
        KvmmmuState.Page page = state.page(node);
        return page != null && page.rootCount() > 0 ? templates.fill("kvmmmu.hangs.root", page.rootCount()) : templates.fill("kvmmmu.hangs.nowhere");
    }

    private String set(EventRecord e, KvmmmuState state) {
        long index = (e.a() & 4095) / 8;
        String page = page(e.a(), state);
        int level = level(e.a(), state);
        return e.b() == e.c() ? templates.fill("kvmmmu.same", index, page, entry(e.c(), level))
                : e.b() == UNKNOWN ? templates.fill("kvmmmu.set", index, page, entry(e.c(), level))
                : templates.fill("kvmmmu.change", index, page, entry(e.b(), level), entry(e.c(), level));
    }

    private String entry(long spte, int level) {
        if (!Spte.present(spte)) {
            return templates.fill(KvmmmuMap.empty(spte) ? "kvmmmu.empty" : "kvmmmu.mmio");
        }
        String frame = Words.hex((spte & Pte.FRAME) >>> 12);
        return templates.fill(Spte.leaf(spte, level) ? "kvmmmu.maps" : "kvmmmu.leads", frame);
    }
}
