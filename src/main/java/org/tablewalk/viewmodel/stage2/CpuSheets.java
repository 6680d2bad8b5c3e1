package org.tablewalk.viewmodel.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.Regime;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.inspector.Sheet;

/** Where CPUs are, and what their registers of the translation regime say; of machines that have one. */
final class CpuSheets {
    private final ArmState state;
    private final RegimeState regime;
    private final ArmConfig config;
    private final Flights flights;
    private final Messages messages;

    CpuSheets(ArmState state, Flights flights, Messages messages) {
        this.state = state;
        this.flights = flights;
        this.messages = messages;
        regime = state.regime();
        config = state.map().config();
    }

    /** For each CPU its VM, and with a stage 1 of the guest's its ASID, or that it is in the host. */
    List<String> whereabouts() {
        return config.regime() == null ? List.of() : IntStream.range(0, config.cpus()).mapToObj(this::where).toList();
    }

    private String where(int cpu) {
        if (!state.cpu(cpu).guest()) {
            return messages.text("where.host");
        }
        String vm = regime.vms() == 1 ? "" : vm(cpu);
        String asid = staged() && state.stage1().on(cpu) ? messages.text("where.asid", asid(cpu)) : "";
        return (vm + " " + asid).strip();
    }

    private boolean staged() {
        return config.regime().stage1() != null;
    }

    /** The VM whose tree a CPU's VTTBR_EL2 names. */
    private String vm(int cpu) {
        int vm = regime.loaded(cpu);
        return vm < 0 ? messages.text("where.none") : regime.vm(vm).name();
    }

    private int asid(int cpu) {
        return Stage1Registers.asid(value(cpu, ArmIntrinsics.TCR_EL1), value(cpu, ArmIntrinsics.TTBR0_EL1), value(cpu, ArmIntrinsics.TTBR1_EL1));
    }

    private long value(int cpu, int register) {
        return regime.register(cpu, register).inEffect();
    }

    /** What there is to say of a CPU; null for a machine without a regime while no invalidation concerns the CPU. */
    Sheet of(int cpu) {
        List<FactSection> sections = new ArrayList<>(flights.at(cpu));
        boolean guest = state.cpu(cpu).guest();
        String title = messages.text("cpu.title", cpu, messages.text(guest ? "cpu.inGuest" : "cpu.inHost"));
        if (config.regime() == null) {
            return sections.isEmpty() ? null : new Sheet(title, null, null, null, null, null, 0, 0, List.of(), sections);
        }
        int vmid = regime.vmid(value(cpu, ArmIntrinsics.VTTBR_EL2));
        String kind = guest ? messages.text("cpu.guest", vm(cpu), vmid) : messages.text("cpu.host", vm(cpu));
        boolean pending = regime.registers(cpu).stream().filter(this::used).anyMatch(RegimeState.Register::pending);
        sections.add(new FactSection(messages.text(pending ? "cpu.both" : "cpu.effect"), registers(cpu), pending));
        sections.add(new FactSection(messages.text("cpu.tlb"), tlb(cpu)));
        return new Sheet(title, kind, null, null, null, null, 0, 0, List.of(), sections);
    }

    /** What is in effect, and under it what is written where that is something else: until a synchronisation some walks take the one and some the other. */
    private List<Fact> registers(int cpu) {
        List<Fact> facts = new ArrayList<>();
        for (RegimeState.Register r : regime.registers(cpu)) {
            if (used(r)) {
                facts.add(Fact.plain(r.name(), r.pending() ? messages.text("cpu.inEffect", meaning(r.number(), r.inEffect())) : meaning(r.number(), r.inEffect())));
                if (r.pending()) {
                    facts.add(Fact.alert("", messages.text("cpu.written", meaning(r.number(), r.written()))));
                }
            }
        }
        return facts;
    }

    /** Registers of stage 1 say nothing where it is off. */
    private boolean used(RegimeState.Register register) {
        return register.number() <= ArmIntrinsics.HCR_EL2 || staged();
    }

    private String meaning(int register, long value) {
        return switch (register) {
            case ArmIntrinsics.VTTBR_EL2 -> {
                int vm = regime.vmOf(value & RegimeState.BASE);
                String base = Numbers.hex(value & RegimeState.BASE);
                yield value == 0 ? messages.text("cpu.zero") : messages.text("cpu.vttbr", vm < 0 ? base : messages.text("cpu.base", base, regime.vm(vm).name()), regime.vmid(
                        value));
            }
            case ArmIntrinsics.VTCR_EL2 -> value == 0 ? messages.text("cpu.zero") : messages.text("cpu.vtcr", 64 - (value & 63), Numbers.hex(value));
            case ArmIntrinsics.TTBR0_EL1, ArmIntrinsics.TTBR1_EL1 -> messages.text("cpu.ttbr", Numbers.hex(Stage1Registers.base(value)), value >>> 48);
            case ArmIntrinsics.TCR_EL1 -> messages.text("cpu.tcr", Stage1Registers.vaBits(value, false), Stage1Registers.vaBits(value, true), Numbers.hex(value));
            default -> Numbers.hex(value);
        };
    }

    /** CPUs that share a TLB (CnP). */
    private List<Fact> tlb(int cpu) {
        Regime of = config.regime();
        List<Fact> facts = new ArrayList<>();
        String others = IntStream.range(0, config.cpus()).filter(other -> other != cpu && of.tlbOf(other) == of.tlbOf(cpu)).mapToObj(String::valueOf).collect(Collectors.joining(
                ", "));
        facts.add(Fact.plain(messages.text("cpu.cnp"), others.isEmpty() ? messages.text("cpu.own") : messages.text("cpu.shared", others)));
        return facts;
    }
}
