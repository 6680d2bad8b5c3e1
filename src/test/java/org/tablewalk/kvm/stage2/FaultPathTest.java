package org.tablewalk.kvm.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Source;
import org.tablewalk.trace.Recorder;

/** What KVM does with a guest's fault, on one CPU. */
class FaultPathTest {
    private static final long IPA = 0x4000_0000L;
    private static final long PA = 0x1_4000_0000L;

    /** The host takes a page away three times: each time the guest's fault is an ordinary one, and maps it again under a hold of the lock of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"v5.11", "rfc-as-meant", "nt-full", "direct", "v6.4"})
    void aPageThatTheHostTookAwayIsNoSpuriousFault(String flow) {
        var builder = new Machines.Builder();
        builder.abortRoutine = "handle_guest_abort";
        builder.slot(IPA, 2L << 20, PA, 4096).map(IPA, PA, 8, 3, ArmConfig.Rights.RW).actor("reader", IPA + 0x3000);
        List<Source> sources = new ArrayList<>(ListingsAssembleTest.sources(flow));
        sources.add(new Source("main.tw", """
                routine reader(ipa) {
                    for (i = 0; i < 3; i++) {
                        unmap_stage2_range(ipa, PAGE_SIZE);
                        read(ipa);
                    }
                }
                """));
        ArmMachine machine = builder.build(sources, Map.of());
        Checks checks = Stage2Checks.of(machine);
        new Recorder(machine, List.of(checks)).run(new InOrder(), 10_000);
        assertEquals(3, checks.count(Counter.TRANSLATION_FAULTS));
        assertEquals(0, checks.count(Counter.SPURIOUS_FAULTS));
        assertEquals(0, checks.count(Counter.REDUNDANT_FAULTS));
        assertEquals(0, checks.undecidedFaults());
        ArmState state = new ArmState(machine.map(), machine.cells().image());
        assertEquals(ArmState.Status.ENDED, state.cpu(0).status());
        CoalesceTest.assertReferences(state);
    }

    /** Linux, handle_access_fault() since v5.10: the entry is made young and the guest goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"v5.11", "rfc-as-meant", "v6.4"})
    void anAccessFlagFaultIsRepaired(String flow) {
        var builder = new Machines.Builder();
        builder.abortRoutine = "handle_guest_abort";
        builder.slot(IPA, 2L << 20, PA, 4096).map(IPA, PA, 8, 3, ArmConfig.Rights.RW).actor("grow_old", IPA + 0x3000);
        List<Source> sources = new ArrayList<>(ListingsAssembleTest.sources(flow));
        sources.add(new Source("main.tw", """
                routine grow_old(ipa) {
                    p = follow(*(follow(*(ROOT + 8 * entry_index(ipa, 1))) + 8 * entry_index(ipa, 2))) + 8 * entry_index(ipa, 3);
                    *p = *p & ~PTE_AF;
                    dsb(ishst);
                    write(ipa);
                }
                """));
        ArmMachine machine = builder.build(sources, Map.of());
        Run run = new Run(machine, kind -> kind == Event.FAULT || kind == Event.TLBI_ISSUE).toTheEnd(new InOrder(), 10_000);
        assertEquals(List.of(Fault.ACCESS_FLAG), run.of(Event.FAULT).stream().map(e -> Fault.kind(e.c())).toList());
        assertEquals(List.of(), run.of(Event.TLBI_ISSUE), "an entry without the flag is in no TLB");
        ArmState state = new ArmState(machine.map(), machine.cells().image());
        assertEquals(ArmState.Status.ENDED, state.cpu(0).status());
        assertTrue((state.translate(IPA + 0x3000).descriptor() & Descriptor.AF) != 0);
        CoalesceTest.assertReferences(state);
    }
}
