package org.tablewalk.kvm.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Disassembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;

class ListingsAssembleTest {
    private static final List<String> ENTRIES = List.of("handle_guest_abort", "kvm_pgtable_walk", "kvm_pgtable_stage2_map",
            "unmap_stage2_range", "kvm_mmu_wp_memory_region", "start_dirty_logging", "cancel_dirty_logging", "guest_reader", "guest_writer",
            "guest_mixed", "guest_scan_reader", "guest_scan_writer", "guest_scan_executor");

    /** Every flow with every value of everything the listings switch on. */
    static Stream<ArmIntrinsics> switches() {
        var all = new ArrayList<ArmIntrinsics>();
        for (int bits = 0; bits < 128; bits++) {
            for (int level = 0; level < 4; level++) {
                all.add(Machines.constants(new ArmIntrinsics()).with("leafRule", bits & 1 | bits >> 5 & 2).with("relaxFlush", Math.floorMod(bits, 3)).with("HAS_DIC", bits >> 6 & 1)
                        .with("rights", bits >> 1 & 1)
                        .with("reload", bits >> 2 & 1).with("ALIGN_FIX", bits >> 3 & 1).with("conflictHandler", bits >> 4 & 1)
                        .with("HAS_TLBIRANGE", bits >> 5 & 1).with("BBM_LEVEL", level)
                        .with("DIRTY_LOG", bits >> 1 & 1).with("mmuNotifier", level & 1).with("notifierRetry", level >> 1).with("manualProtect", bits >> 2 & 1).with("initiallySet",
                                bits >> 3 & 1));
            }
        }
        return all.stream();
    }

    static Stream<String> flows() {
        return Listings.names().stream().filter(n -> n.startsWith("map-") && !n.equals("map-common")).map(n -> n.substring(4));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void everyCombinationAssembles(String flow) {
        switches().forEach(intrinsics -> {
            Program program = Assembler.assemble(sources(flow), intrinsics);
            if (flow.startsWith("v6")) {
                program = Assembler.assemble(sources(flow), intrinsics.with("splitChunk", 2 << 20));
            }
            for (String entry : ENTRIES) {
                assertNotNull(program.routine(entry), flow + ": " + entry);
            }
            for (int pc = 0; pc < program.ops(); pc++) {
                assertTrue(!Disassembler.text(program, intrinsics, pc).isBlank());
            }
            program.routines().forEach(r -> assertTrue(r.slots() <= 20, r.name() + " needs " + r.slots() + " slots"));
        });
    }

    @Test
    void namesAreFoundWithAndWithoutTheirEnding() {
        assertEquals(Listings.text("walker"), Listings.text("walker.tw"));
        assertNull(Listings.text("nothing"));
        assertNull(Listings.text("../../secret"));
        for (String name : Listings.names()) {
            assertEquals(name + ".tw", Listings.source(name).name());
            assertTrue(Listings.text(name).startsWith("//"), name + " says what it is");
        }
    }

    static List<Source> sources(String flow) {
        boolean later = flow.startsWith("v6");
        return Stream.of("walker", "flush", "map-common", "map-" + flow, "fault", later ? "unmap-v6.4" : "unmap", "wrprotect", "dirty-log", later ? "split-v6.5" : "guest",
                "notifier", "guest").distinct().map(Listings::source).toList();
    }
}
