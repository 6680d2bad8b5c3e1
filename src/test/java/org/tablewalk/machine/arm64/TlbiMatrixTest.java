package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;

/** Every cell of the table of invalidations against kinds of entries, on the machine: an entry that matches in every way and in all but one, before and after. */
class TlbiMatrixTest {
    private static final long NAMED = 0x4000_0000L;
    private static final long OTHER = 0x4020_0000L;
    private static final int VMID = 1;
    private static final int ASID = 5;
    private static final TlbTags STAGE_1 = new TlbTags(Granule.K4);
    private static final TlbTags STAGE_2 = new TlbTags(Stage2Geometry.of(Granule.K4, 40));

    /** An entry: what of it is as the operation says. */
    private record Entry(boolean vmid, boolean named, boolean asid, boolean global) {
        int ownVmid() {
            return vmid ? VMID : VMID + 1;
        }

        long address() {
            return named ? NAMED : OTHER;
        }

        long context() {
            return TlbTags.context(ownVmid(), asid ? ASID : ASID + 1);
        }
    }

    static Stream<List<String>> rows() {
        return TlbiMatrix.rows().stream();
    }

    @Test
    void everyOperationIsThere() {
        assertThat(TlbiMatrix.rows()).extracting(List::getFirst).containsExactly(Arrays.stream(TlbiOp.values()).map(TlbiOp::mnemonic).toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theMachineRemovesWhatIsWritten(List<String> row) {
        for (EntryKind kind : EntryKind.values()) {
            String condition = row.get(1 + kind.ordinal()).replace("?", "");
            for (int bits = 0; bits < 16; bits++) {
                var entry = new Entry((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
                if (entry.global() && kind.table() || kind.stage2Only() && (!entry.asid() || entry.global())) {
                    continue;
                }
                boolean goes = switch (condition) {
                    case "NEVER" -> false;
                    case "ALWAYS" -> true;
                    case "VMID" -> entry.vmid();
                    case "ASID" -> entry.vmid() && entry.asid() && !entry.global();
                    case "ADDRESS" -> entry.vmid() && entry.named();
                    case "ADDRESS_AND_ASID" -> entry.vmid() && entry.named() && (entry.asid() || entry.global());
                    default -> throw new IllegalStateException(condition);
                };
                boolean broadcast = row.getFirst().endsWith("is");
                assertThat(left(row.getFirst(), kind, entry)).as("%s, %s, %s", row.getFirst(), kind, entry).containsExactly(!goes, !(goes && broadcast));
            }
        }
    }

    /** Whether the entry is still there at CPU 0, which issues the operation, and at CPU 1. */
    private static List<Boolean> left(String operation, EntryKind kind, Entry entry) {
        boolean range = operation.startsWith("r");
        // Of a range the granule is named (4K: 1 in bits 47:46); of virtual addresses the ASID.
        long operand = NAMED >>> 12 | (range ? 1L << 46 : 0) | (operation.contains("ipas") ? 0 : (long) ASID << 48);
        var machine = new TwoStages(Granule.K4, 39, 40).walkCache(4).space(ASID)
                .listing("routine main() { msr(vttbr_el2, " + ((long) VMID << 48 | TwoStages.POOL) + "); isb(); tlbi(" + operation + ", " + operand
                        + "); dsb(ish); }\nroutine idle() { }")
                .actor(0, "main").actor(1, "idle").machine();
        var bus = new Bus();
        var stage2 = new Tlb(machine.cells(), machine.map().tlbRegion(), bus);
        var stage1 = new Tlb(machine.cells(), machine.map().stage1Region(), bus);
        for (int cpu = 0; cpu < 2; cpu++) {
            switch (kind) {
                case STAGE_2 -> stage2.put(cpu, STAGE_2.of(3, entry.ownVmid(), entry.address()), 1, 0);
                // Tables on the way: of level 2, so that the other address lies under another one.
                case STAGE_2_TABLE -> stage2.walkCache().add(cpu, entry.ownVmid(), entry.address(), 2, 3);
                case STAGE_1_TABLE -> stage1.walkCache().add(cpu, entry.context(), entry.address(), 2, 3);
                default -> stage1.put(cpu, STAGE_1.ofStage1(3, entry.context(), entry.address(), 3, entry.global(), kind == EntryKind.COMBINED), 1, 0);
            }
        }
        int[] removed = new int[2];
        machine.attach((event, actor, a, b, c) -> {
            if (event == Event.TLBI_ARRIVE) {
                removed[actor] += (int) b;
            }
        });
        drive(machine);
        var left = List.of(held(machine, bus, 0), held(machine, bus, 1));
        assertThat(left).as("what arrivals tell").containsExactly(removed[0] == 0, removed[1] == 0);
        return left;
    }

    private static boolean held(ArmMachine machine, Bus bus, int cpu) {
        return new Tlb(machine.cells(), machine.map().tlbRegion(), bus).removal().evictable(cpu) + new Tlb(machine.cells(), machine.map().stage1Region(), bus).removal().evictable(
                cpu) > 0;
    }

    static void drive(ArmMachine machine) {
        while (machine.enabled(Move.RUN) != 0 || machine.enabled(Move.ARRIVE) != 0) {
            int kind = machine.enabled(Move.ARRIVE) != 0 ? Move.ARRIVE : Move.RUN;
            machine.step(Move.of(kind, Long.numberOfTrailingZeros(machine.enabled(kind)), 0));
        }
    }

    /** Of a block of stage 1 that stage 2 maps in pages, a TLBI by the address of one page takes every piece; on hardware that breaks the rule, one. */
    @ParameterizedTest
    @MethodSource("pieces")
    void piecesGoTogether(boolean all, String operation, int left) {
        var stage1 = new Regime.Stage1(Regime.Caching.COMBINED, all, Regime.Flags.NONE, null);
        var machine = new TwoStages(Granule.K4, 39, 40).stage1(stage1).space(ASID, TwoStages.entry(0x4000_0000L, TwoStages.RAM, 2, TwoStages.RWX, false))
                .map(0, 8, 3, ArmConfig.Rights.RWX).map(0x20_0000, 4, 3, ArmConfig.Rights.RW)
                .listing("routine main() { for (i = 0; i < 8; i++) read(0x40000000 + i * 4096); tlbi(" + operation + "); dsb(ish); }").actor(0, "main").machine();
        drive(machine);
        assertThat(new Tlb(machine.cells(), machine.map().stage1Region(), new Bus()).removal().evictable(0)).isEqualTo(left);
    }

    static Stream<Object[]> pieces() {
        return Stream.of(new Object[] {true, "vae1is, va_operand(0x40003000, 5)", 0}, new Object[] {false, "vae1is, va_operand(0x40003000, 5)", 7},
                new Object[] {true, "vale1is, va_operand(0x40003000, 5)", 0}, new Object[] {true, "rvale1is, (5 << 48) | (TLBI_TG << 46) | (0x40003000 >> 12)", 0},
                new Object[] {true, "rvale1is, (5 << 48) | (TLBI_TG << 46) | (0x40200000 >> 12)", 8}, new Object[] {true,
                    "rvale1is, (4 << 48) | (TLBI_TG << 46) | (0x40003000 >> 12)", 8}, new Object[] {true, "vae1is, va_operand(0x40200000, 5)", 8}, new Object[] {true,
                        "vae1is, va_operand(0x40003000, 4)", 8},
                // The hint is the level of the stage-1 leaf, 2, whatever the size of the pieces.
                new Object[] {true, "vae1is, va_operand(0x40003000, 5) | (6 << 44)", 0}, new Object[] {true, "vae1is, va_operand(0x40003000, 5) | (7 << 44)", 8});
    }
}
