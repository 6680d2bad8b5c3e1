package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.TlbiOperand;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Scatter;

/** The pure intrinsics: functions on words and the machine's fixed configuration. */
final class PureFunctions {
    // What each is called by, in the order of its number; how listings write it.
    /** valid(d): bit 0. */
    static final int VALID = 0;
    /** is_table(d, level). */
    static final int IS_TABLE = 1;
    /** follow(d): address of the next table. */
    static final int FOLLOW = 2;
    /** output_address(d, level). */
    static final int OUTPUT_ADDRESS = 3;
    /** leaf_pte(phys, attr, level): page or block descriptor. */
    static final int LEAF_PTE = 4;
    /** table_pte(pa): table descriptor. */
    static final int TABLE_PTE = 5;
    /** granule_size(level): bytes one entry of that level maps. */
    static final int GRANULE_SIZE = 6;
    /** entry_index(addr, level): index in the table (level at or below the start level). */
    static final int ENTRY_INDEX = 7;
    /** root_index(addr): index of the root page that covers addr. */
    static final int ROOT_INDEX = 8;
    /** stage2_attr(prot): leaf attribute bits for PROT_R | PROT_W | PROT_X. */
    static final int STAGE2_ATTR = 9;
    /** host_pa(ipa): where the host has this guest page; 0 outside every slot. */
    static final int HOST_PA = 10;
    /** host_block(ipa): bytes of the host's mapping there; 0 outside. */
    static final int HOST_BLOCK = 11;
    /** host_writable(ipa): 1 or 0. */
    static final int HOST_WRITABLE = 12;
    /** fault_kind(f), fault_level(f), fault_access(f): parts of a fault word. */
    static final int FAULT_KIND = 13;
    static final int FAULT_LEVEL = 14;
    static final int FAULT_ACCESS = 15;
    /** ttl(ipa, level): TLBI operand with a level hint; ttl(ipa, TTL_UNKNOWN) has none. */
    static final int TTL = 16;
    /** random(x, n): a fixed hash of x, 0..n-1. */
    static final int RANDOM = 17;
    /** min(a, b), unsigned. */
    static final int MIN = 18;
    /** mod(a, b), unsigned; 0 when b is 0. */
    static final int MOD = 19;
    /** div(a, b), unsigned; 0 when b is 0. */
    static final int DIV = 20;
    /** ffs(x), fls(x): number of the lowest and of the highest bit that is set, from 0; of 0 nothing useful. */
    static final int FFS = 21;
    static final int FLS = 22;
    /** slot_base(ipa), slot_pages(ipa), dirty_bitmap(ipa): the first IPA of the memory slot that holds an IPA, its pages, where its dirty log lies; 0 outside. */
    static final int SLOT_BASE = 23;
    static final int SLOT_PAGES = 24;
    static final int DIRTY_BITMAP = 25;
    /** vm_vttbr(n), vm_vtcr(n), vm_root(n): VTTBR_EL2 with the VMID that the scenario gives VM n, VTCR_EL2 for its tree, where its root is; 0 if there is no such VM. */
    static final int VM_VTTBR = 26;
    static final int VM_VTCR = 27;
    static final int VM_ROOT = 28;

    /** space_ttbr(vm, space): the TTBR of an address space of a VM's own tables; guest_tcr(vm): TCR_EL1 for them; 0 if there are none. */
    static final int SPACE_TTBR = 29;
    static final int GUEST_TCR = 30;
    /** fault_stage(f): 1 or 2; fault_on_walk(f): 1 if stage 2 raised it for the address of a stage-1 descriptor. */
    static final int FAULT_STAGE = 31;
    static final int FAULT_ON_WALK = 32;
    /** stage1_leaf(ipa, level, prot): a leaf for the guest's own tables, PROT_R | PROT_W | PROT_X | PROT_GLOBAL. */
    static final int STAGE1_LEAF = 33;
    /** va_operand(va, asid): operand of a TLBI by virtual address, without a hint, or by ASID. */
    static final int VA_OPERAND = 34;

    private final ArmMap map;
    private final ArmConfig config;
    private final Stage2Geometry geometry;
    private final Granule granule;
    private final boolean lpa2;

    PureFunctions(ArmMap map) {
        this.map = map;
        config = map.config();
        geometry = config.geometry();
        granule = geometry.granule();
        lpa2 = geometry.lpa2();
    }

    long apply(int id, long a, long b, long c) {
        return switch (id) {
            case VALID -> a & 1;
            case IS_TABLE -> Descriptor.table(a, level(b)) ? 1 : 0;
            case FOLLOW -> Descriptor.nextTable(a, granule, lpa2);
            case OUTPUT_ADDRESS -> Descriptor.outputAddress(a, level(b), granule, lpa2);
            case LEAF_PTE -> Descriptor.leafOf(a, level(c), b, granule, lpa2);
            case TABLE_PTE -> Descriptor.tableOf(a, granule, lpa2);
            case GRANULE_SIZE -> 1L << shift(a);
            case ENTRY_INDEX -> a >>> granule.entryShift(level(b)) & granule.entriesPerTable() - 1;
            case ROOT_INDEX -> (a & geometry.limit() - 1) >>> shift(geometry.startLevel() - 1L);
            case STAGE2_ATTR -> attributes(a);
            case HOST_PA -> slot(a) == null ? 0 : slot(a).pa() + (a - slot(a).ipa());
            case HOST_BLOCK -> slot(a) == null ? 0 : slot(a).block();
            case HOST_WRITABLE -> slot(a) != null && slot(a).writable() ? 1 : 0;
            case FAULT_KIND -> Fault.kind(a);
            case FAULT_LEVEL -> Fault.level(a);
            case FAULT_ACCESS -> Fault.access(a);
            case TTL -> b > 3 ? TlbiOperand.of(a) : TlbiOperand.of(a, level(b), granule);
            case RANDOM -> Long.remainderUnsigned(Scatter.of(a), Math.max(1, b));
            case MIN -> Long.compareUnsigned(a, b) <= 0 ? a : b;
            case MOD -> b == 0 ? 0 : Long.remainderUnsigned(a, b);
            case DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
            case FFS -> Long.numberOfTrailingZeros(a);
            case FLS -> 63 - Long.numberOfLeadingZeros(a);
            case SLOT_BASE -> slot(a) == null ? 0 : slot(a).ipa();
            case SLOT_PAGES -> slot(a) == null ? 0 : slot(a).size() >>> granule.pageShift();
            case DIRTY_BITMAP -> slot(a) == null ? 0 : slot(a).dirtyBitmap();
            case VM_VTTBR -> vm(a) ? map.vttbr((int) a) : 0;
            case VM_VTCR -> vm(a) ? map.config().vtcr((int) a) : 0;
            case SPACE_TTBR -> guest(a) != null && b >= 0 && b < guest(a).spaces().size() ? guest(a).ttbr((int) b) : 0;
            case GUEST_TCR -> guest(a) != null ? guest(a).tcr(config.regime().stage1().flags()) : 0;
            case FAULT_STAGE -> (a & Fault.STAGE_1) != 0 ? 1 : 2;
            case FAULT_ON_WALK -> (a & Fault.ON_WALK) != 0 ? 1 : 0;
            case STAGE1_LEAF -> Stage1Descriptor.leafOf(a, (int) b, Stage1Descriptor.attributes((int) c & 7, (c & 8) != 0), granule);
            case VA_OPERAND -> a >>> 12 & (1L << 44) - 1 | (b & 0xff) << 48;
            case VM_ROOT -> vm(a) ? map.root((int) a) : 0;
            default -> throw new IllegalStateException("function " + id);
        };
    }

    /** The tables of a VM's own, or null. */
    private GuestTables guest(long vm) {
        return config.regime() == null || !vm(vm) ? null : config.regime().vms().get((int) vm).guest();
    }

    private boolean vm(long vm) {
        return vm >= 0 && vm < (config.regime() == null ? 1 : config.regime().vms().size());
    }

    /** log2 of the bytes an entry maps; level -1 is the level above 0, which only formulas use. */
    private int shift(long level) {
        return (4 - (int) level) * (granule.pageShift() - 3) + 3;
    }

    /** Levels beyond the architecture's are read modulo 4: the functions are total, so that any listing is harmless. */
    private static int level(long level) {
        return (int) level & 3;
    }

    private long attributes(long prot) {
        return Descriptor.stage2Attributes((prot & 1) != 0, (prot & 2) != 0, (prot & 4) != 0, false, false, lpa2);
    }

    private ArmConfig.Slot slot(long ipa) {
        for (ArmConfig.Slot slot : config.slots()) {
            if (ipa >= slot.ipa() && ipa - slot.ipa() < slot.size()) {
                return slot;
            }
        }
        return null;
    }
}
