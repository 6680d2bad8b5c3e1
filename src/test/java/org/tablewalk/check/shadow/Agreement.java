package org.tablewalk.check.shadow;

import java.util.function.LongUnaryOperator;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;

/**
 * Whether the tables that a CPU's hardware walks say of an address what the guest's own tables say: the same frame, and no more rights. A pure
 * function of one state, to be asked when no CPU handles an exit. Both walks are the hardware's ({@link PageWalk}).
 *
 * <p>A guest may change its tables and owe the invalidation; until then an unsync page may still say what they said before, as a TLB may.
 */
public final class Agreement {
    /** The answers. */
    public enum Answer {
        /** The hardware's tables have no entry: the next access asks the hypervisor. */
        NOT_MAPPED,
        /** Same frame, no more rights. */
        AGREES,
        /** They differ, but through a page that is unsync. */
        UNSYNC,
        /** The guest's tables give no frame or another one. */
        ANOTHER_FRAME,
        /** The hardware's tables permit what the guest's do not. */
        MORE_RIGHTS
    }

    /**
     * What was found.
     *
     * @param shadow frame of host memory that the hardware's tables give, or -1
     * @param due    host frame of the guest's own translation, or -1 if it has none or none that is memory
     * @param rights what the hardware's tables permit: bit {@code kind} for every kind of {@link PageWalk#permitted} made of WRITE, USER and FETCH
     * @param permitted the same by the guest's tables
     */
    public record Finding(Answer answer, long shadow, long due, long rights, long permitted) {}

    /** A walk that does not care for rights: frame or -1, rights of the path, whether an unsync shadow page lies on it. */
    private record Path(long frame, int access, boolean unsync) {}

    private static final int[] SUPERVISOR = {0, PageWalk.WRITE, PageWalk.FETCH};

    private Agreement() {}

    /** The rules by which a CPU's hardware walks. */
    public static int hardwareRules(X86State state, X86State.Cpu cpu) {
        return state.map().config().hardwareRules(cpu.level(), cpu.cr0(), cpu.cr4());
    }

    /** The rules of the tables that are shadowed: of the guest's, or of those L1 made for L2. 0 if none are. */
    public static int guestRules(X86State state, X86State.Cpu cpu) {
        Virtualization v = state.map().config().virtualization();
        if (v == Virtualization.DIRECT || v == Virtualization.TDP_MMU) {
            return 0;
        }
        if (v == Virtualization.NESTED_EPT) {
            return cpu.mode().levels() == 5 ? WalkRules.EPT5 : WalkRules.EPT4;
        }
        return cpu.mode() == PagingMode.NONE ? 0 : WalkRules.of(cpu.cr0(), cpu.cr4(), cpu.efer());
    }

    /** Compares for one address of a CPU's guest: its own, in nested modes L2's guest physical. */
    public static Finding of(X86State state, int cpu, long address) {
        X86State.Cpu c = state.cpu(cpu);
        if (c.root() == 0) {
            return new Finding(Answer.NOT_MAPPED, -1, -1, 0, 0);
        }
        int rules = hardwareRules(state, c);
        Path shadow = walk(state, c.root(), address, rules, state::word, true);
        if (shadow.frame() < 0) {
            return new Finding(Answer.NOT_MAPPED, -1, -1, 0, 0);
        }
        int guestRules = guestRules(state, c);
        Path guest = guestRules == 0 ? new Path(address >>> 12, 7, false) : guest(state, c, address, guestRules);
        long due = guest.frame() < 0 ? -1 : state.map().pfnOf(guest.frame());
        boolean users = guestRules == 0 || state.map().config().virtualization() != Virtualization.SHADOW;
        long rights = rights(shadow.access(), rules, users);
        long permitted = due < 0 ? 0 : guestRules == 0 ? rights : rights(guest.access(), guestRules, users);
        boolean same = rights == 0 || shadow.frame() == due;
        Answer answer = same && (rights & ~permitted) == 0 ? Answer.AGREES : shadow.unsync() ? Answer.UNSYNC
                : same ? Answer.MORE_RIGHTS : Answer.ANOTHER_FRAME;
        return new Finding(answer, shadow.frame(), due, rights, permitted);
    }

    private static Path guest(X86State state, X86State.Cpu cpu, long address, int rules) {
        int bytes = WalkRules.entryBytes(rules);
        if (WalkRules.mode(rules) == 3) {
            long pointer = state.mmu(cpu.cpu()).pdptrs().get(WalkRules.index(address, 3, rules));
            return PageWalk.step(pointer, 3, rules) != PageWalk.TABLE ? new Path(-1, 0, false)
                    : below(state, GuestPte.frame(pointer, 3, rules) << 12, 2, 7, address, rules, gpa -> state.guestEntry(gpa, bytes), false);
        }
        return walk(state, cpu.cr3() & -4096, address, rules, gpa -> state.guestEntry(gpa, bytes), false);
    }

    private static Path walk(X86State state, long root, long address, int rules, LongUnaryOperator read, boolean shadow) {
        return below(state, root, WalkRules.levels(rules), 7, address, rules, read, shadow);
    }

    private static Path below(X86State state, long root, int from, int granted, long address, int rules, LongUnaryOperator read, boolean shadow) {
        long table = root;
        int access = granted;
        boolean unsync = false;
        for (int level = from;; level--) {
            ShadowPage page = shadow ? state.shadowPageAt(table) : null;
            unsync |= page != null && page.unsync();
            long pte = read.applyAsLong(table + (long) WalkRules.entryBytes(rules) * WalkRules.index(address, level, rules));
            int step = PageWalk.step(pte, level, rules);
            if (step >= PageWalk.NOT_PRESENT) {
                return new Path(-1, 0, unsync);
            }
            access &= GuestPte.access(pte, level, rules);
            if (step == PageWalk.LEAF) {
                return new Path(GuestPte.frame(pte, level, rules) + ((address & (1L << WalkRules.shift(level, rules)) - 1) >>> 12), access, unsync);
            }
            table = GuestPte.frame(pte, level, rules) << 12;
        }
    }

    private static long rights(int access, int rules, boolean onlyUsers) {
        long bits = 0;
        for (int kind : SUPERVISOR) {
            bits |= PageWalk.permitted(access, kind | PageWalk.USER, rules) ? 1L << (kind | PageWalk.USER) : 0;
            bits |= !onlyUsers && PageWalk.permitted(access, kind, rules) ? 1L << kind : 0;
        }
        return bits;
    }
}
