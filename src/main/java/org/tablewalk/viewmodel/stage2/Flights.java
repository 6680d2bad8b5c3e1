package org.tablewalk.viewmodel.stage2;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.narrate.stage2.Narrator;
import org.tablewalk.narrate.stage2.TlbiTexts;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;

/**
 * What is told at a CPU of invalidations that it has issued or that have yet to arrive at it: what one asks for, who has not acknowledged it, which of the CPU's entries it will remove, by what rule,
 * and how sure that is. What it will remove is not worked out here: a machine of its own lets it arrive.
 */
final class Flights {
    private final ArmState state;
    private final Image image;
    private final Supplier<ArmMachine> machine;
    private final Narrator narrator;
    private final TlbiTexts texts = new TlbiTexts();
    private final Messages messages;

    /** An entry in words, with its kind. */
    private record Held(EntryKind kind, String text) {}

    /**
     * Those of a state.
     *
     * @param machine gives one of the same kind, on which moves can be tried
     */
    Flights(ArmState state, Image image, Supplier<ArmMachine> machine, Narrator narrator, Messages messages) {
        this.state = state;
        this.image = image;
        this.machine = machine;
        this.narrator = narrator;
        this.messages = messages;
    }

    /** A section for each that concerns a CPU. */
    List<FactSection> at(int cpu) {
        List<FactSection> sections = new ArrayList<>();
        int arrival = 0;
        for (ArmState.InFlight tlbi : state.tlbis()) {
            boolean here = (tlbi.pending() >>> cpu & 1) != 0;
            if (here || tlbi.issuer() == cpu) {
                sections.add(section(cpu, tlbi, here ? arrival : -1));
            }
            arrival += here ? 1 : 0;
        }
        return sections;
    }

    private FactSection section(int cpu, ArmState.InFlight tlbi, int arrival) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.plain(messages.text("flight.asks"), narrator.asks(state, tlbi) + " " + messages.text("flight.vmid", tlbi.vmid())));
        facts.add(tlbi.pending() != 0 ? Fact.alert(messages.text("flight.waits"), messages.text("flight.pending", cpus(tlbi.pending())))
                : Fact.plain(messages.text("flight.waits"), messages.text("flight.arrived")));
        if (tlbi.marked() != 0) {
            facts.add(Fact.alert(messages.text("flight.accesses"), messages.text("flight.marked", cpus(tlbi.marked()))));
        }
        if (arrival >= 0) {
            removed(cpu, tlbi, arrival, facts);
        }
        return new FactSection(messages.text("flight.title", tlbi.issuer()), facts, true);
    }

    private void removed(int cpu, ArmState.InFlight tlbi, int arrival, List<Fact> facts) {
        List<Held> held = held(state, cpu);
        List<Held> left = held(after(cpu, arrival), cpu);
        for (Held entry : held) {
            boolean goes = !left.contains(entry);
            facts.add(goes ? Fact.alert(messages.text("flight.removes"), entry.text) : Fact.plain(messages.text("flight.keeps"), entry.text));
        }
        if (held.isEmpty()) {
            facts.add(Fact.plain(messages.text("flight.removes"), messages.text("flight.nothing")));
        }
        Set<EntryKind> kinds = held.stream().map(Held::kind).collect(Collectors.toCollection(LinkedHashSet::new));
        for (EntryKind kind : kinds) {
            facts.add(Fact.plain(texts.kind(kind), messages.text("flight.rule", texts.reach(tlbi.op(), kind), texts.rule(tlbi.op(), kind), texts.source(tlbi.op(), kind), texts
                    .sure(tlbi
                            .op(), kind))));
        }
    }

    /** The state once the invalidation has arrived at a CPU. */
    private ArmState after(int cpu, int arrival) {
        ArmMachine tried = machine.get();
        tried.attach(EventSink.NONE);
        tried.cells().restore(image);
        tried.step(Move.of(Move.ARRIVE, cpu, arrival));
        return new ArmState(tried.map(), tried.cells().image());
    }

    private List<Held> held(ArmState of, int cpu) {
        List<Held> held = new ArrayList<>();
        for (ArmState.TlbEntry e : of.tlb(cpu)) {
            EntryKind kind = e.kind() == ArmState.Kind.WALK ? EntryKind.STAGE_2_TABLE : EntryKind.STAGE_2;
            held.add(new Held(kind, messages.text("flight.ipa", texts.kind(kind), Numbers.hex(e.ipa()), Numbers.size(e.size()), e.vmid())));
        }
        for (Stage1State.Entry e : of.stage1() == null ? List.<Stage1State.Entry>of() : of.stage1().tlb(cpu)) {
            held.add(new Held(e.kind(), messages.text("flight.va", texts.kind(e.kind()), Numbers.hex(e.va()), Numbers.size(e.size()), e.vmid(), e.global() ? messages.text(
                    "flight.global") : Integer.toString(e.asid()))));
        }
        return held;
    }

    private static String cpus(long mask) {
        return LongStream.range(0, Long.SIZE).filter(cpu -> (mask >>> cpu & 1) != 0).mapToObj(Long::toString).collect(Collectors.joining(", "));
    }
}
