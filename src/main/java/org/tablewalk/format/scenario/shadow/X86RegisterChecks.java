package org.tablewalk.format.scenario.shadow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Config.Virtualization;

/** Checks the registers that select a vCPU's paging: combinations that the architecture refuses, and where CR3 points. */
final class X86RegisterChecks {
    /** PE, MP, EM, TS, ET, NE, WP, AM, NW, CD, PG. */
    private static final long CR0 = 0xe005_003fL;
    /** The bits up to CR4.UMIP, LA57, VMXE, SMXE, FSGSBASE, OSXSAVE, SMEP, SMAP: without protection keys and shadow stacks, which the machine does not have. */
    private static final long CR4 = 0x0035_7fffL;
    /** SCE, LME, LMA, NX, SVME. */
    private static final long EFER = 0x1d01L;

    private static final int PCID_MOST = 0xfff;

    private static final Map<String, PagingMode> MODES = modes();

    private final Values values;
    private final Virtualization virtualization;
    private final int hostLevels;
    private final List<X86Config.Slot> slots;
    /** Whether there are PCIDs: with tags, where KVM shadows the guest's own tables. */
    private final boolean pcids;

    X86RegisterChecks(Values values, Virtualization virtualization, int hostLevels, List<X86Config.Slot> slots, boolean tagged) {
        this.values = values;
        this.virtualization = virtualization;
        this.hostLevels = hostLevels;
        this.slots = slots;
        pcids = tagged && virtualization == Virtualization.SHADOW;
    }

    /** The registers of one vCPU. */
    record State(long cr0, long cr3, long cr4, long efer) {
        PagingMode mode() {
            return PagingMode.of(cr0, cr4, efer);
        }
    }

    /** The registers, which are legal and point to a table that the machine can read. */
    State state(X86Hardware.Vcpu vcpu) throws FormatException {
        return switch (vcpu) {
            case X86Hardware.Registers r -> registers(r);
            case X86Hardware.Mode m -> {
                PagingMode mode = values.oneOf(m.mode(), "a paging mode", MODES);
                String problem = problem(mode);
                if (problem != null) {
                    throw values.error(m.mode(), problem + ", found '" + values.word(m.mode()) + "'");
                }
                yield new State(cr0(m, mode), cr3(m.cr3(), mode, false) | pcid(m, mode), cr4(m, mode), efer(m, mode));
            }
        };
    }

    private State registers(X86Hardware.Registers r) throws FormatException {
        long cr0 = word(r.cr0(), "CR0", CR0);
        long cr4 = word(r.cr4(), "CR4", pcids ? CR4 | Registers.CR4_PCIDE : CR4);
        long efer = word(r.efer(), "EFER", EFER);
        String problem = Registers.problem(cr0, cr4, efer);
        if (problem != null) {
            throw (problem.startsWith("pcide") ? r.cr4() : problem.startsWith("pg") ? r.cr0() : r.efer()).error(values, "expected registers that the architecture allows, found "
                    + switch (problem) {
                        case "pg-without-pe" -> "CR0.PG without CR0.PE";
                        case "lma-without-pg" -> "EFER.LMA without CR0.PG";
                        case "lma-without-pae" -> "EFER.LMA without CR4.PAE";
                        case "pcide-without-lma" -> "CR4.PCIDE without EFER.LMA";
                        default -> problem;
                    });
        }
        boolean enabled = (efer & Registers.EFER_LME) != 0;
        if ((efer & Registers.EFER_LMA) != 0 != (enabled && (cr0 & Registers.CR0_PG) != 0)) {
            throw r.efer().error(values, "expected EFER.LMA exactly when EFER.LME and CR0.PG are set, found " + X86SlotChecks.hex(efer));
        }
        PagingMode mode = PagingMode.of(cr0, cr4, efer);
        problem = problem(mode);
        if (problem != null) {
            throw r.cr4().error(values, problem + ", found " + word(mode));
        }
        return new State(cr0, cr3(r.cr3(), mode, (cr4 & Registers.CR4_PCIDE) != 0), cr4, efer);
    }

    private long word(Expression e, String name, long known) throws FormatException {
        long value = e.word(values, name);
        if ((value & ~known) != 0) {
            throw e.error(values, "expected bits of " + name + " that the machine knows, found " + X86SlotChecks.hex(value & ~known));
        }
        return value;
    }

    /** Why a mode does not go with the host, or null. */
    private String problem(PagingMode mode) {
        if (virtualization == Virtualization.NESTED_EPT && mode.levels() < 4) {
            return "expected 4-level or 5-level for nested-ept, whose tables have as many levels";
        }
        return mode == PagingMode.FIVE_LEVEL && hostLevels < 5 ? "expected at most 4 levels on a host with 4 ('hostLevels')" : null;
    }

    /** The PCID, which stands in bits 11:0 of CR3. */
    private long pcid(X86Hardware.Mode m, PagingMode mode) throws FormatException {
        if (m.pcid() == null) {
            return 0;
        }
        if (!pcids) {
            throw m.pcid().error(values, "expected 'pcid' only with 'tlbTags' pcid where KVM shadows the guest's own tables ('virtualization' shadow)");
        }
        if (mode.levels() < 4) {
            throw m.pcid().error(values, "expected 'pcid' only in long mode (4-level or 5-level), which CR4.PCIDE needs, found " + word(mode));
        }
        return m.pcid().evaluate(values, "a PCID", 0, PCID_MOST);
    }

    private long cr3(Expression e, PagingMode mode, boolean pcide) throws FormatException {
        boolean narrow = virtualization == Virtualization.SHADOW && (mode == PagingMode.TWO_LEVEL || mode == PagingMode.PAE);
        long cr3 = e.evaluate(values, "CR3", 0, narrow ? (1L << 32) - 1 : (1L << 52) - 1);
        if (mode == PagingMode.NONE) {
            return cr3;
        }
        long unit = mode == PagingMode.PAE ? 32 : 4096;
        if (cr3 % unit != 0 && !pcide) {
            throw e.error(values, "expected CR3 to be a multiple of " + unit + " in " + word(mode) + " paging" + (pcids ? " without CR4.PCIDE" : "") + ", found " + X86SlotChecks
                    .hex(cr3));
        }
        boolean walked = virtualization != Virtualization.DIRECT && virtualization != Virtualization.TDP_MMU;
        long gfn = cr3 >>> 12;
        if (walked && slots.stream().noneMatch(s -> s.contents() && gfn >= s.gfn() && gfn < s.gfn() + s.pages())) {
            throw e.error(values, "expected CR3 to point into a slot with contents, found frame " + X86SlotChecks.hex(gfn));
        }
        return cr3;
    }

    private long cr0(X86Hardware.Mode m, PagingMode mode) throws FormatException {
        return Registers.CR0_PE | (mode == PagingMode.NONE ? 0 : Registers.CR0_PG) | bit(m.wp(), "wp", Registers.CR0_WP);
    }

    private long cr4(X86Hardware.Mode m, PagingMode mode) throws FormatException {
        return bit(m.pse(), "pse", Registers.CR4_PSE) | bit(m.smep(), "smep", Registers.CR4_SMEP) | bit(m.smap(), "smap", Registers.CR4_SMAP)
                | bit(m.pge(), "pge", Registers.CR4_PGE) | (m.pcid() == null ? 0 : Registers.CR4_PCIDE)
                | (mode.levels() > 2 ? Registers.CR4_PAE : 0) | (mode == PagingMode.FIVE_LEVEL ? Registers.CR4_LA57 : 0);
    }

    private long efer(X86Hardware.Mode m, PagingMode mode) throws FormatException {
        return bit(m.nx(), "nx", Registers.EFER_NX) | (mode.levels() > 3 ? Registers.EFER_LME | Registers.EFER_LMA : 0);
    }

    private long bit(Quoted word, String name, long bit) throws FormatException {
        return values.truth(word, name) ? bit : 0;
    }

    private static String word(PagingMode mode) {
        return MODES.entrySet().stream().filter(e -> e.getValue() == mode).findFirst().orElseThrow().getKey();
    }

    private static Map<String, PagingMode> modes() {
        Map<String, PagingMode> words = new LinkedHashMap<>();
        words.put("none", PagingMode.NONE);
        words.put("two-level", PagingMode.TWO_LEVEL);
        words.put("pae", PagingMode.PAE);
        words.put("4-level", PagingMode.FOUR_LEVEL);
        words.put("5-level", PagingMode.FIVE_LEVEL);
        return words;
    }
}
