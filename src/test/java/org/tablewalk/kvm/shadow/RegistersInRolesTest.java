package org.tablewalk.kvm.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;

/** Which registers a root's role word is made from: not all that the guest has, and not as it has them (domain section 2.2). */
class RegistersInRolesTest {
    /** The role words on the way down from the root in use, after the guest has set its registers so and made one access. */
    private static List<String> words(Virtualization virtualization, int hostLevels, String registers) {
        boolean ept = virtualization == Virtualization.NESTED_EPT;
        var run = new ShadowRun(RoleDesign.MAINLINE).on(virtualization, hostLevels).frame(0x9000).cpu(4, 0x100, "guest");
        for (int level = 4; level > 1; level--) {
            run.entry(0x104 - level, 0, 8, 0x105L - level << 12 | (ept ? 7 : 0x27));
        }
        run.entry(0x103, 0, 8, 0x9000L << 12 | (ept ? 0x37 : 0x67)).guest("routine guest() { " + registers + " user_read(0); }").run();
        assertEquals(X86State.Status.ENDED, run.state.cpu(0).status());
        List<String> words = new ArrayList<>();
        long table = run.state.mmu(0).rootHpa();
        for (X86State.ShadowPage page = run.state.shadowPageAt(table); page != null; page = run.state.shadowPageAt(table)) {
            words.add("0x%08x".formatted(page.role()));
            table = X86State.table(run.state.word(table));
        }
        return words;
    }

    /** KVM hands no more of L1's CR0 on than PG, so WP is off whatever L1 has, and SMEP and SMAP then say so in bits of their own. */
    @ParameterizedTest
    @CsvSource({"CR0_PE | CR0_PG | CR0_WP, 0, 0x00061705, 0x00021704", "CR0_PE | CR0_PG, 0, 0x00061705, 0x00021704",
        "CR0_PE | CR0_PG | CR0_WP, CR4_SMEP, 0x00065705, 0x00025704", "CR0_PE | CR0_PG | CR0_WP, CR4_SMAP, 0x00069705, 0x00029704",
        "CR0_PE | CR0_PG | CR0_WP, CR4_SMEP | CR4_SMAP, 0x0006d705, 0x0002d704"})
    void ofL1sCr0OnlyPagingCountsForNpt(String cr0, String cr4, String portal, String root) {
        String registers = "mov_cr0(" + cr0 + "); mov_cr4(CR4_PAE | CR4_PSE | " + cr4 + ");";
        assertEquals(List.of(portal, root), words(Virtualization.NESTED_NPT, 5, registers).subList(0, 2));
    }

    /** EFER.NX is L1's own there: nested tables without it have another role. */
    @Test
    void l1sNxCountsForNpt() {
        assertEquals("0x00060705", words(Virtualization.NESTED_NPT, 5, "wrmsr_efer(EFER_LME | EFER_LMA);").getFirst());
    }

    /** Without TDP the hardware runs with EFER.NX on, and the role says what the shadow tables need, not what the guest has. */
    @ParameterizedTest
    @CsvSource({"EFER_LME | EFER_LMA, 0x00003704", "EFER_LME | EFER_LMA | EFER_NX, 0x00003704"})
    void nxIsForcedWithoutTdp(String efer, String root) {
        assertEquals(root, words(Virtualization.SHADOW, 4, "wrmsr_efer(" + efer + ");").getFirst());
    }

    /** The guest's own CR0.WP counts there, with SMEP and SMAP where it is off. */
    @ParameterizedTest
    @CsvSource({"CR0_PE | CR0_PG | CR0_WP, 0x00003704", "CR0_PE | CR0_PG, 0x0000d704"})
    void theGuestsWriteProtectCountsWithoutTdp(String cr0, String root) {
        assertEquals(root, words(Virtualization.SHADOW, 4, "mov_cr0(" + cr0 + "); mov_cr4(CR4_PAE | CR4_PSE | CR4_SMEP | CR4_SMAP);").getFirst());
    }

    /** L1's EPT is walked without accessed and dirty bits, and its role says that. */
    @Test
    void eptWithoutAccessedAndDirtyBits() {
        assertEquals(List.of("0x00030704", "0x00030703", "0x00030702", "0x00030701"), words(Virtualization.NESTED_EPT, 4, ""));
    }
}
