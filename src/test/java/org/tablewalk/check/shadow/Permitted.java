package org.tablewalk.check.shadow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86State;

/**
 * Which translations each CPU of a guest may use: what a walk of the guest's tables gave at any moment since the CPU last had to forget (a load of CR3, a
 * change of the mode, INVLPG of the address). That is what the architecture grants a TLB; a shadow of the tables may know no more.
 */
final class Permitted implements EventSink {
    private final X86State live;
    private final X86Config config;
    private final List<Long> addresses;
    private final GuestOracle oracle;
    private final long[][] registers;
    private final long[][] pdptrs;
    /** CPUs that have entered their guest. */
    private long entered;
    private final List<List<Set<GuestOracle.Walk>>> known = new ArrayList<>();

    Permitted(X86State live, List<Long> addresses) {
        this.live = live;
        this.addresses = addresses;
        config = live.map().config();
        oracle = new GuestOracle(gpa -> live.guestEntry(gpa, 8), gfn -> live.map().slotOf(gfn) >= 0);
        registers = new long[config.cpus()][];
        pdptrs = new long[config.cpus()][];
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            X86Config.Vcpu v = config.vcpus().get(cpu);
            registers[cpu] = new long[] {v.cr0(), v.cr3(), v.cr4(), v.efer()};
            known.add(new ArrayList<>());
            addresses.forEach(a -> known.getLast().add(new LinkedHashSet<>()));
            forget(cpu);
        }
    }

    GuestOracle oracle() {
        return oracle;
    }

    /** What selects a CPU's walk of the tables that are shadowed. */
    GuestOracle.Context context(int cpu) {
        long[] r = registers[cpu];
        int levels = PagingMode.of(r[0], r[2], r[3]).levels();
        boolean two = config.virtualization() == Virtualization.DIRECT || config.virtualization() == Virtualization.TDP_MMU;
        int mode = two ? 0 : config.virtualization() == Virtualization.NESTED_EPT ? GuestOracle.EPT + levels : levels;
        boolean npt = config.virtualization() == Virtualization.NESTED_NPT;
        return new GuestOracle.Context(mode, r[1], pdptrs[cpu], npt || (r[0] & 0x1_0000) != 0, (r[3] & 0x800) != 0, (r[2] & 0x10) != 0,
                !npt && (r[2] & 0x10_0000) != 0, !npt && (r[2] & 0x20_0000) != 0);
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        if (kind == Event.EXCEPTION && c == X86Intrinsics.EXIT_NO_ROOT && (entered >>> actor & 1) == 0) {
            // Registers have their first values from nowhere; PAE's pointers are read when they are first needed.
            entered |= 1L << actor;
            forget(actor);
        } else if (kind == Event.REGISTER) {
            registers[actor][(int) a] = b;
            forget(actor);
        } else if (kind == Event.INVLPG) {
            for (int i = 0; i < addresses.size(); i++) {
                if (addresses.get(i) >>> 12 == a >>> 12) {
                    known.get(actor).get(i).clear();
                    learn(actor, i);
                }
            }
        } else if (kind == Event.WORD_WRITE && live.map().gfnOf(a >>> 12) >= 0) {
            for (int cpu = 0; cpu < known.size(); cpu++) {
                learn(cpu);
            }
        }
    }

    private void forget(int cpu) {
        pdptrs[cpu] = new long[4];
        for (int i = 0; i < 4; i++) {
            pdptrs[cpu][i] = live.guestEntry((registers[cpu][1] & 0xffff_ffe0L) + 8 * i, 8);
        }
        known.get(cpu).forEach(Set::clear);
        learn(cpu);
    }

    private void learn(int cpu) {
        for (int i = 0; i < addresses.size(); i++) {
            learn(cpu, i);
        }
    }

    private void learn(int cpu, int i) {
        GuestOracle.Walk walk = oracle.remembered(context(cpu), addresses.get(i));
        if (walk != null) {
            known.get(cpu).get(i).add(walk);
        }
    }

    /** Whether a CPU's root, or one of the four directories of PAE, is no memory: KVM ends the guest, as the processor would not get far either. */
    boolean rootOutsideMemory(int cpu) {
        GuestOracle.Context c = context(cpu);
        if (c.mode() != 3) {
            return !oracle.memory().test(c.cr3() >>> 12);
        }
        for (long pointer : c.pdptrs()) {
            if ((pointer & 1) != 0 && !oracle.memory().test((pointer & 0x000f_ffff_ffff_f000L) >>> 12)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a CPU begins in PAE with a pointer that has a reserved bit: no instruction can have loaded it, so KVM ends the guest. */
    boolean pointersReserved(int cpu) {
        GuestOracle.Context c = context(cpu);
        return c.mode() == 3 && Arrays.stream(c.pdptrs()).anyMatch(p -> (p & 1) != 0 && (p & 0xfff0_0000_0000_01e6L) != 0);
    }

    /** Whether a CPU may have this translation of the address of that number. */
    boolean permits(int cpu, int address, long gfn, int rights) {
        return known.get(cpu).get(address).stream().anyMatch(w -> w.gfn() == gfn && (rights & ~w.rights()) == 0);
    }

    Set<GuestOracle.Walk> of(int cpu, int address) {
        return known.get(cpu).get(address);
    }
}
