package org.tablewalk.kvm.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Disassembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;

class ListingsAssembleTest {
    /** Every design under every virtualization with every value of everything the listings switch on. */
    @ParameterizedTest
    @EnumSource(RoleDesign.class)
    void everyCombinationAssembles(RoleDesign design) {
        for (X86Config.Virtualization virtualization : X86Config.Virtualization.values()) {
            for (int i = 0; i < 12; i++) {
                var config = new X86Config(virtualization, design, 4 + (i & 1), 1 + i / 4, 16, 64, 64, (i & 2) == 0 ? 1 : 8, List.of(), List.of(),
                        List.of(new X86Config.Vcpu(0, 0, 0, 0, null, List.of())), "handle_exit");
                X86Intrinsics intrinsics = X86Intrinsics.of(config).with("reuse_check", i % 3);
                Program program = Assembler.assemble(Listings.sources(design), intrinsics);
                assertNotNull(program.routine("handle_exit"));
                for (int pc = 0; pc < program.ops(); pc++) {
                    assertFalse(Disassembler.text(program, intrinsics, pc).isBlank());
                }
                program.routines().forEach(r -> assertTrue(r.slots() <= 32, r.name() + " needs " + r.slots() + " slots"));
            }
        }
    }

    @Test
    void namesAreFoundWithAndWithoutTheirEnding() {
        for (String name : Listings.names()) {
            assertEquals(Listings.text(name), Listings.text(name + Listings.ENDING));
            assertEquals(name + ".tw", Listings.source(name).name());
        }
        assertNull(Listings.text("walker"));
        assertNull(Listings.source("nothing"));
    }

    @Test
    void listingsCiteAndFit() {
        for (String name : Listings.names()) {
            for (String line : Listings.text(name).split("\n")) {
                assertTrue(line.length() <= 150 && !line.contains("\t"), name + ": " + line);
            }
            assertTrue(Listings.text(name).startsWith("//"), name + " says what it is");
        }
    }
}
