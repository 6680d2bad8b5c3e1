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
            case ArmIntrinsics.VALID -> a & 1;
            case ArmIntrinsics.IS_TABLE -> Descriptor.table(a, level(b)) ? 1 : 0;
            case ArmIntrinsics.FOLLOW -> Descriptor.nextTable(a, granule, lpa2);
            case ArmIntrinsics.OUTPUT_ADDRESS -> Descriptor.outputAddress(a, level(b), granule, lpa2);
            case ArmIntrinsics.LEAF_PTE -> Descriptor.leafOf(a, level(c), b, granule, lpa2);
            case ArmIntrinsics.TABLE_PTE -> Descriptor.tableOf(a, granule, lpa2);
            case ArmIntrinsics.GRANULE_SIZE -> 1L << shift(a);
            case ArmIntrinsics.ENTRY_INDEX -> a >>> granule.entryShift(level(b)) & granule.entriesPerTable() - 1;
            case ArmIntrinsics.ROOT_INDEX -> (a & geometry.limit() - 1) >>> shift(geometry.startLevel() - 1L);
            case ArmIntrinsics.STAGE2_ATTR -> attributes(a);
            case ArmIntrinsics.HOST_PA -> slot(a) == null ? 0 : slot(a).pa() + (a - slot(a).ipa());
            case ArmIntrinsics.HOST_BLOCK -> slot(a) == null ? 0 : slot(a).block();
            case ArmIntrinsics.HOST_WRITABLE -> slot(a) != null && slot(a).writable() ? 1 : 0;
            case ArmIntrinsics.FAULT_KIND -> Fault.kind(a);
            case ArmIntrinsics.FAULT_LEVEL -> Fault.level(a);
            case ArmIntrinsics.FAULT_ACCESS -> Fault.access(a);
            case ArmIntrinsics.TTL -> b > 3 ? TlbiOperand.of(a) : TlbiOperand.of(a, level(b), granule);
            case ArmIntrinsics.RANDOM -> Long.remainderUnsigned(Scatter.of(a), Math.max(1, b));
            case ArmIntrinsics.MIN -> Long.compareUnsigned(a, b) <= 0 ? a : b;
            case ArmIntrinsics.MOD -> b == 0 ? 0 : Long.remainderUnsigned(a, b);
            case ArmIntrinsics.DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
            case ArmIntrinsics.FFS -> Long.numberOfTrailingZeros(a);
            case ArmIntrinsics.FLS -> 63 - Long.numberOfLeadingZeros(a);
            case ArmIntrinsics.SLOT_BASE -> slot(a) == null ? 0 : slot(a).ipa();
            case ArmIntrinsics.SLOT_PAGES -> slot(a) == null ? 0 : slot(a).size() >>> granule.pageShift();
            case ArmIntrinsics.DIRTY_BITMAP -> slot(a) == null ? 0 : slot(a).dirtyBitmap();
            case ArmIntrinsics.VM_VTTBR -> vm(a) ? map.vttbr((int) a) : 0;
            case ArmIntrinsics.VM_VTCR -> vm(a) ? map.vtcr((int) a) : 0;
            case ArmIntrinsics.SPACE_TTBR -> guest(a) != null && b >= 0 && b < guest(a).spaces().size() ? guest(a).ttbr((int) b) : 0;
            case ArmIntrinsics.GUEST_TCR -> guest(a) != null ? guest(a).tcr(config.regime().stage1().flags()) : 0;
            case ArmIntrinsics.FAULT_STAGE -> (a & Fault.STAGE_1) != 0 ? 1 : 2;
            case ArmIntrinsics.FAULT_ON_WALK -> (a & Fault.ON_WALK) != 0 ? 1 : 0;
            case ArmIntrinsics.STAGE1_LEAF -> Stage1Descriptor.leafOf(a, (int) b, Stage1Descriptor.attributes((int) c & 7, (c & 8) != 0), granule);
            case ArmIntrinsics.VA_OPERAND -> a >>> 12 & (1L << 44) - 1 | (b & 0xff) << 48;
            case ArmIntrinsics.VM_ROOT -> vm(a) ? map.root((int) a) : 0;
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
