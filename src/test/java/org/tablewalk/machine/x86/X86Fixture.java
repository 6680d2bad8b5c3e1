package org.tablewalk.machine.x86;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;

/**
 * Small x86 machines for tests: 64 pages of guest memory at gfn 0x100, host frame 0x500, with contents, and listings given as text. Tables of the hardware
 * are those that the listings write.
 */
public final class X86Fixture {
    public static final long GFN = 0x100;
    public static final long PFN = 0x500;
    public static final long LONG_MODE_CR0 = Registers.CR0_PG | Registers.CR0_PE | Registers.CR0_WP;

    private final List<String> listings = new ArrayList<>();
    private final List<X86Config.Vcpu> vcpus = new ArrayList<>();
    private X86Config.Virtualization virtualization = X86Config.Virtualization.SHADOW;
    private int tlbEntries = 16;
    private long contentless;
    private long cr4 = Registers.CR4_PAE;
    private int vpid;
    private Caching caching = Caching.PLAIN;

    private X86Fixture(String listing) {
        listings.add(listing);
    }

    /** A machine that runs this listing. A routine {@code handle_exit(reason, a, b)} that gives up is added unless the text has one. */
    public static X86Fixture of(String listing) {
        return new X86Fixture(listing.contains("routine handle_exit(") ? listing
                : listing + "\nroutine handle_exit(reason, a, b) { return -EFAULT; }\n");
    }

    /** A vCPU in 4-level mode that runs a routine. */
    public X86Fixture cpu(String routine, Long... arguments) {
        vcpus.add(new X86Config.Vcpu(LONG_MODE_CR0, GFN << 12, cr4, Registers.EFER_LMA | Registers.EFER_LME | Registers.EFER_NX, routine,
                List.of(arguments), vpid));
        return this;
    }

    public X86Fixture virtualization(X86Config.Virtualization v) {
        virtualization = v;
        return this;
    }

    /** What the processors remember; vCPUs made from now on have that VPID and CR4.PGE and CR4.PCIDE on. */
    public X86Fixture caching(Caching c, int with) {
        caching = c;
        vpid = with;
        cr4 = Registers.CR4_PAE | Registers.CR4_PGE | Registers.CR4_PCIDE;
        return this;
    }

    public X86Fixture tlb(int entries) {
        tlbEntries = entries;
        return this;
    }

    /** So many pages more, at gfn 0x10000 and host frame 0x10000, without contents. */
    public X86Fixture contentless(long pages) {
        contentless = pages;
        return this;
    }

    public X86Machine machine() {
        List<X86Config.Slot> slots = new ArrayList<>(List.of(new X86Config.Slot(GFN, 64, PFN, true, true)));
        if (contentless > 0) {
            slots.add(new X86Config.Slot(0x10000, contentless, 0x10000, false, true));
        }
        X86Config config = new X86Config(virtualization, RoleDesign.MAINLINE, 5, 1, tlbEntries, 16, 16, 1, slots, List.of(), vcpus, "handle_exit",
                caching);
        Program program = Assembler.assemble(listings.stream().map(l -> new Source("test", l)).toList(), X86Intrinsics.of(config));
        return new X86Machine(config, program);
    }
}
