package org.tablewalk.narrate.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.EventRecord;

/** A page fault that the guest itself gets, and which entry of its tables is the reason: the walk is made once more on the tables as they are. */
final class GuestFaultSentence {
    /** In place of an error code: a register does not take a value. */
    private static final long GENERAL_PROTECTION = 256;

    private final Templates templates;
    private final ShadowWords words;

    GuestFaultSentence(Templates templates, ShadowWords words) {
        this.templates = templates;
        this.words = words;
    }

    /**
     * The fault injected by an event: address, error code; or, with {@link #GENERAL_PROTECTION}, what is no address, found by the instruction itself, or the
     * value that a register does not take, found by the hypervisor.
     */
    String of(EventRecord e, X86State state) {
        if (e.b() >= GENERAL_PROTECTION) {
            return templates.fill(state.cpu(e.actor()).guest() ? "x86.inject.gp.address" : "x86.inject.gp", Words.hex(e.a()));
        }
        Virtualization v = state.map().config().virtualization();
        String key = v == Virtualization.NESTED_EPT ? (e.b() & PageWalk.RSVD) != 0 ? "x86.inject.ept.misconfiguration" : "x86.inject.ept"
                : v.nested() ? "x86.inject.nested" : "x86.inject";
        return templates.fill(key, Words.address(e.a()), words.errorCode(e.b()), because(e, state));
    }

    private String because(EventRecord e, X86State state) {
        X86State.Cpu cpu = state.cpu(e.actor());
        int rules = ShadowWords.rules(state, e.actor());
        if (WalkRules.levels(rules) < 2) {
            return "";
        }
        int bytes = WalkRules.entryBytes(rules);
        long root = cpu.cr3() & (WalkRules.mode(rules) == 3 ? ~0x1fL : Pte.FRAME);
        int kind = (int) e.b() & (PageWalk.WRITE | PageWalk.USER | PageWalk.FETCH);
        PageWalk.Result walk = PageWalk.walk(root, e.a(), kind, rules, gpa -> state.guestEntry(gpa, bytes));
        if (!walk.fault()) {
            return "";
        }
        if (state.map().slotOf(walk.entry() >>> 12) < 0) {
            return templates.fill("x86.because.outside", Words.hex(walk.entry() >>> 12), walk.level());
        }
        long pte = state.guestEntry(walk.entry(), bytes);
        if ((walk.error() & PageWalk.PRESENT) == 0) {
            return templates.fill("x86.because.absent", place(walk.entry(), walk.level(), bytes));
        }
        return (walk.error() & PageWalk.RSVD) != 0 ? templates.fill("x86.because.reserved", place(walk.entry(), walk.level(), bytes), reserved(pte, walk.level(), rules))
                : right(root, e.a(), kind, rules, walk, state);
    }

    private String place(long gpa, int level, int bytes) {
        return templates.fill("x86.because.entry", (gpa & 0xfff) / bytes, Words.hex(gpa >>> 12), level);
    }

    /** The bits of an entry that are reserved where they stand. */
    private String reserved(long pte, int level, int rules) {
        List<String> bits = new ArrayList<>();
        long shape = pte & (Pte.P | (GuestPte.leaf(pte, level, rules) && level > 1 ? Pte.PS : 0));
        for (int bit = 1; bit < 64; bit++) {
            if ((pte >>> bit & 1) != 0 && !WalkRules.ept(rules) && GuestPte.reserved(shape | 1L << bit, level, rules)) {
                bits.add(Integer.toString(bit));
            }
        }
        return bits.isEmpty() ? templates.fill("x86.because.combination")
                : templates.fill(bits.size() == 1 ? "x86.because.bit" : "x86.because.bits", String.join(", ", bits));
    }

    /** The first entry on the way that withholds the right. */
    private String right(long root, long address, int kind, int rules, PageWalk.Result walk, X86State state) {
        int bytes = WalkRules.entryBytes(rules);
        boolean user = (kind & PageWalk.USER) != 0 && !WalkRules.ept(rules);
        long table = root;
        for (int level = WalkRules.levels(rules); level >= walk.level(); level--) {
            long at = table + (long) bytes * WalkRules.index(address, level, rules);
            long pte = state.guestEntry(at, bytes);
            int access = GuestPte.access(pte, level, rules);
            String missing = user && (access & Pte.ACC_USER) == 0 ? "user" : (kind & PageWalk.WRITE) != 0 && (access & Pte.ACC_WRITE) == 0 ? "write"
                    : (kind & PageWalk.FETCH) != 0 && (access & Pte.ACC_EXEC) == 0 ? "execute"
                    : WalkRules.ept(rules) && (kind & (PageWalk.WRITE | PageWalk.FETCH)) == 0 && (access & Pte.ACC_USER) == 0 ? "read" : null;
            if (missing != null) {
                return templates.fill("x86.because." + missing, place(at, level, bytes));
            }
            table = GuestPte.frame(pte, level, rules) << 12;
        }
        return templates.fill("x86.because.supervisor");
    }
}
