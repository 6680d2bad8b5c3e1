package org.tablewalk.format.scenario.shadow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.ActorChecks;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Config.Virtualization;

/** Turns a scenario with values into the fixed part of an x86 machine, and finds what contradicts itself on the way. */
public final class X86ConfigBuilder {
    /** The routine that KVM's listings handle every exit from the guest in. */
    static final String EXIT_ROUTINE = "handle_exit";

    private static final Map<String, Virtualization> VIRTUALIZATIONS = virtualizations();
    private static final Map<String, RoleDesign> DESIGNS = designs();

    private final Scenario scenario;
    private final X86Hardware hardware;
    private final Values values;

    private X86ConfigBuilder(Scenario scenario, X86Hardware hardware, Values values) {
        this.scenario = scenario;
        this.hardware = hardware;
        this.values = values;
    }

    /**
     * The configuration.
     *
     * @throws FormatException at the first number out of range or contradiction
     */
    public static X86Config build(Scenario scenario, X86Hardware hardware, Values values) throws FormatException {
        return new X86ConfigBuilder(scenario, hardware, values).config();
    }

    private X86Config config() throws FormatException {
        X86Hardware.Machine m = hardware.machine();
        Virtualization virtualization = values.oneOf(m.virtualization(), "a virtualization", VIRTUALIZATIONS);
        RoleDesign design = values.oneOf(m.design(), "a design of the role word", DESIGNS);
        int hostLevels = (int) m.hostLevels().evaluate(values, "a number of host levels", 4, 5);
        int hostPageLevel = (int) m.hostPageLevel().evaluate(values, "a level of the host's pages", 1, 3);
        int tlbEntries = (int) m.tlbEntries().evaluate(values, "a number of TLB entries", 1, Limits.TLB_ENTRIES);
        int shadowPages = (int) m.shadowPages().evaluate(values, "a number of shadow pages", 8, Limits.SHADOW_PAGES);
        int descriptors = (int) m.rmapDescriptors().evaluate(values, "a number of list descriptors", 8, Limits.RMAP_DESCRIPTORS);
        int prefetch = (int) m.prefetch().evaluate(values, "a number of entries to set at once", 1, 8);
        if (prefetch != 1 && prefetch != 8) {
            throw m.prefetch().error(values, "expected 1 (no prefetch) or 8, as KVM has it, found " + prefetch);
        }
        List<X86Config.Slot> slots = new X86SlotChecks(hardware, values, hostPageLevel).slots();
        var caching = new X86CachingChecks(m.caching(), values);
        var registers = new X86RegisterChecks(values, virtualization, hostLevels, slots, caching.tagged());
        List<X86RegisterChecks.State> states = new ArrayList<>();
        for (X86Hardware.Vcpu v : hardware.vcpus()) {
            states.add(registers.state(v));
        }
        List<X86Config.Fill> fills = new X86FillChecks(values, slots, states.getFirst().mode() == PagingMode.TWO_LEVEL ? 4 : 8,
                virtualization == Virtualization.NESTED_EPT).fills(hardware.tables());
        return new X86Config(virtualization, design, hostLevels, hostPageLevel, tlbEntries, shadowPages, descriptors, prefetch,
                slots.stream().sorted(Comparator.comparingLong(X86Config.Slot::gfn)).toList(), fills, vcpus(states, caching), EXIT_ROUTINE,
                caching.checked());
    }

    private List<X86Config.Vcpu> vcpus(List<X86RegisterChecks.State> states, X86CachingChecks caching) throws FormatException {
        List<ActorChecks.Start> starts = ActorChecks.of(scenario, values, states.size());
        for (ActorChecks.Start start : starts) {
            if (start.vm() != null) {
                throw values.error(start.vm(), "expected no 'vm' of an actor of an x86 machine, found '" + values.word(start.vm()) + "'");
            }
        }
        List<X86Config.Vcpu> vcpus = new ArrayList<>();
        for (int cpu = 0; cpu < states.size(); cpu++) {
            int number = cpu;
            ActorChecks.Start start = starts.stream().filter(s -> s.cpu() == number).findFirst().orElse(null);
            X86RegisterChecks.State s = states.get(cpu);
            vcpus.add(new X86Config.Vcpu(s.cr0(), s.cr3(), s.cr4(), s.efer(), start == null ? null : start.routine(),
                    start == null ? List.of() : start.arguments(), caching.vpid(hardware.vcpus().get(cpu), cpu)));
        }
        return List.copyOf(vcpus);
    }

    private static Map<String, Virtualization> virtualizations() {
        Map<String, Virtualization> words = new LinkedHashMap<>();
        for (var v : Virtualization.values()) {
            words.put(v.name().toLowerCase(Locale.ROOT).replace('_', '-'), v);
        }
        return words;
    }

    private static Map<String, RoleDesign> designs() {
        Map<String, RoleDesign> words = new LinkedHashMap<>();
        for (var d : RoleDesign.values()) {
            words.put(d.label(), d);
        }
        return words;
    }
}
