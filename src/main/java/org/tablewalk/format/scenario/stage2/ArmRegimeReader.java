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

    /** The regime; null if the scenario has neither {@code regime} nor {@code vms}. */
    ArmHardware.Regime read(Fields scenario) throws FormatException {
        if (!scenario.has("regime") && !scenario.has("vms")) {
            return null;
        }
        Node node = scenario.has("regime") ? scenario.node("regime") : new Node.Struct(scenario.line(), scenario.column(), Map.of());
        var f = reader.fields(node, "the regime", "entry", "vmidBits", "sharedTlbs");
        return new ArmHardware.Regime(f.word("entry", "machine"), f.number("vmidBits", 16),
                reader.each(f, "sharedTlbs", n -> new ArmHardware.SharedTlb(reader.fields(n, "a shared TLB", "cpus").numbers("cpus", ScenarioReader.MAX_ITEMS))),
                reader.each(scenario, "vms", this::vm));
    }

    private ArmHardware.Vm vm(Node node) throws FormatException {
        var f = reader.fields(node, "a VM", "name", "vmid", "ipaBits", "slots", "tables");
        return new ArmHardware.Vm(f.word("name"), f.number("vmid"), f.numberOrNull("ipaBits"), reader.each(f, "slots", arm::slot),
                List.copyOf(reader.each(f, "tables", arm::table)));
    }
}
