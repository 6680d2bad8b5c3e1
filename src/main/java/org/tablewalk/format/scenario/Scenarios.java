package org.tablewalk.format.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;
import org.tablewalk.format.TextInput;

/** Where scenarios come from: those that ship, and files. */
public final class Scenarios {
    /** Most bytes of a scenario file. */
    public static final int MAX_BYTES = JsonTree.MAX_BYTES;

    private static final List<String> SHIPPED = List.of("cancelled-migration", "dirty-logging", "eager-split", "lost-write", "notifier-retry",
            "first-walk", "walker-lab", "unaligned-unmap", "range-check",
            "missing-tlbi", "table-free-wrong-ttl", "early-completion", "flush-before-switch", "vmid-reuse", "vmid-rollover", "walker-against-entry",
            "combined-entries", "asid-reuse", "guest-unmap", "two-vcpus-one-cpu", "posted-invalid-moment", "permission-fight", "permission-pair",
            "cancelled-migration-two-stages", "split-block", "contiguous", "wrong-operand", "host-copy-on-write", "break-contiguous", "geometry", "pmd-at-root",
            "pud-in-two-levels",
            "nested-npt-4-on-5", "shadow-4-on-4", "nested-npt-pae-on-4", "nested-npt-pae-on-5", "nested-npt-2-on-4", "nested-npt-2-on-5",
            "shadow-2-on-pae", "shadow-pae-on-pae", "nonpaging", "direct", "shadow-5-on-5", "split-2m", "split-1g", "split-4m", "shared-table",
            "access-bits", "cr3-switch", "pae-to-64bit", "la57-toggle", "guest-writes-emulated", "guest-writes-flooded", "guest-writes-unsync",
            "two-vcpus", "paging-structure-cache", "pcid-switch", "missing-direct-line", "nested-ept", "pointers-reused", "reuse-unchecked", "tdp-mmu");

    /** The scenario of this name and the id of a rule is the rule's smallest example. */
    public static final String RULE = "rule:";
    /** What the examples' own names begin with: a link names them so. */
    private static final String RULE_NAME = "rule-";
    /** Where the examples lie. */
    private static final String EXAMPLES = "rules/";

    private final List<Architecture> architectures;

    /**
     * Scenarios of some kinds of machines.
     *
     * @param architectures the kinds; a file that names none has the first
     */
    public Scenarios(List<Architecture> architectures) {
        this.architectures = List.copyOf(architectures);
    }

    /** Names of the shipped scenarios, in the order they are shown. */
    public List<String> shipped() {
        return SHIPPED;
    }

    /**
     * A shipped scenario, or the example of a rule.
     *
     * @throws FormatException if there is none of that name; the message says which there are
     */
    public Scenario load(String name) throws IOException {
        return ScenarioReader.read(name + ".json", bytes(name), architectures);
    }

    /** The rule whose example a name means, or null. */
    private static Rule rule(String name) {
        return name.startsWith(RULE) || name.startsWith(RULE_NAME) ? Rule.of(name.substring(RULE.length())) : null;
    }

    /** A shipped scenario's file as it ships. */
    public byte[] bytes(String name) throws IOException {
        Rule rule = rule(name);
        if (rule != null) {
            return resource(EXAMPLES + rule.id());
        }
        if (!SHIPPED.contains(name)) {
            throw new FormatException(new Problem(name, 0, 0, "no such scenario" + Names.suggest(name, SHIPPED) + "; there are "
                    + String.join(", ", SHIPPED)));
        }
        return resource("shipped/" + name);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Scenarios.class.getResourceAsStream(name + ".json")) {
            return in.readAllBytes();
        }
    }

    /**
     * A scenario file.
     *
     * @throws FormatException if it is not one
     * @throws IOException     if it cannot be read
     */
    public Scenario read(Path path) throws IOException {
        return ScenarioReader.read(path.toString(), TextInput.bytes(path, JsonTree.MAX_BYTES), architectures);
    }

    /**
     * A scenario from the bytes of a file.
     *
     * @param file what messages call it
     * @throws FormatException if it is not one
     */
    public Scenario read(String file, byte[] bytes) throws FormatException {
        return ScenarioReader.read(file, bytes, architectures);
    }
}
