package org.tablewalk.format.scenario.stage2;

import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Fields;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.ScenarioReader;

/** Reads what a scenario says of the translation regime: how VMs are entered, and the VMs besides its own. */
final class ArmRegimeReader {
    private final ScenarioReader reader;
    private final ArmReader arm;

    ArmRegimeReader(ScenarioReader reader, ArmReader arm) {
        this.reader = reader;
        this.arm = arm;
    }

    /** The regime; null if the scenario has none of {@code regime}, {@code vms} and {@code stage1}. */
    ArmHardware.Regime read(Fields scenario) throws FormatException {
        if (!scenario.has("regime") && !scenario.has("vms") && !scenario.has("stage1")) {
            return null;
        }
        Node node = scenario.has("regime") ? scenario.node("regime") : new Node.Struct(scenario.line(), scenario.column(), Map.of());
        var f = reader.fields(node, "the regime", "entry", "vmidBits", "sharedTlbs", "stage1");
        Node hardware = f.has("stage1") ? f.node("stage1") : new Node.Struct(f.line(), f.column(), Map.of());
        var g = reader.fields(hardware, "what hardware makes of stage 1", "caching", "pieces", "flags", "abortRoutine");
        var vms = reader.each(scenario, "vms", this::vm);
        var guest = scenario.has("stage1") ? guest(scenario.node("stage1")) : null;
        boolean twoStages = guest != null || vms.stream().anyMatch(vm -> vm.guest() != null);
        if (f.has("stage1") && !twoStages) {
            throw f.error("stage1", "expected a VM with a 'stage1' of its own where the regime says what hardware makes of it, found none");
        }
        return new ArmHardware.Regime(f.word("entry", "machine"), f.number("vmidBits", twoStages ? 8 : 16),
                reader.each(f, "sharedTlbs", n -> new ArmHardware.SharedTlb(reader.fields(n, "a shared TLB", "cpus").numbers("cpus", ScenarioReader.MAX_ITEMS))),
                vms, new ArmHardware.Stage1(g.word("caching", "combined"), g.word("pieces", "all"), g.word("flags", "none"), g.wordOrNull("abortRoutine")), guest);
    }

    private ArmHardware.Vm vm(Node node) throws FormatException {
        var f = reader.fields(node, "a VM", "name", "vmid", "ipaBits", "slots", "tables", "stage1");
        return new ArmHardware.Vm(f.word("name"), f.number("vmid"), f.numberOrNull("ipaBits"), reader.each(f, "slots", arm::slot),
                List.copyOf(reader.each(f, "tables", arm::table)), f.has("stage1") ? guest(f.node("stage1")) : null);
    }

    private ArmHardware.GuestTables guest(Node node) throws FormatException {
        var f = reader.fields(node, "a guest's stage 1", "vaBits", "mmu", "ipa", "spaces");
        return new ArmHardware.GuestTables(f.number("vaBits", 48), f.word("mmu", "on"), f.number("ipa"), reader.each(f, "spaces", this::space));
    }

    private ArmHardware.Space space(Node node) throws FormatException {
        var f = reader.fields(node, "an address space", "name", "asid", "range", "tables");
        return new ArmHardware.Space(f.word("name"), f.number("asid"), f.word("range", "lower"), reader.each(f, "tables", this::entries));
    }

    private ArmHardware.GuestEntries entries(Node node) throws FormatException {
        var f = reader.fields(node, "stage-1 entries", "va", "ipa", "count", "stride", "level", "rights", "global", "accessed", "clean");
        return new ArmHardware.GuestEntries(f.number("va"), f.number("ipa"), f.number("count", 1), f.number("stride", 1), f.number("level", 3), f.word("rights", "RW"), f.truth(
                "global",
                false), f.truth("accessed", true), f.truth("clean", false));
    }
}
