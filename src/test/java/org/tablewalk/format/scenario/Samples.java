package org.tablewalk.format.scenario;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.shadow.X86Architecture;
import org.tablewalk.format.scenario.stage2.ArmArchitecture;

/** A small scenario that tests change one thing of. */
final class Samples {
    static final String SMALL = """
            {
              "format": "tablewalk-scenario-1",
              "name": "small",
              "parameters": {
                "vcpus": { "type": "integer", "min": 1, "max": 80, "default": 2 },
                "flow": { "type": "choice", "options": ["old", "new"], "default": "old" },
                "rule": { "type": "choice", "options": ["bbm", "eagain"], "constant": true,
                          "default": { "by": "flow", "cases": { "old": "bbm" }, "otherwise": "eagain" } },
                "noisy": { "type": "flag", "default": false }
              },
              "constants": { "twice": "$vcpus * 2" },
              "machine": { "cpus": "$vcpus", "ipaBits": 40, "tlbEntries": 8 },
              "memory": {
                "poolBase": "0x80000000", "poolPages": 8,
                "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "2M" } ]
              },
              "tables": [
                { "ipa": "0x40000000", "pa": "0x140000000", "count": 4 },
                { "ipa": "0x40004000", "pa": "0x140004000", "count": 2, "stride": 2, "rights": "R" }
              ],
              "actors": [
                { "cpu": 0, "routine": "reader", "arguments": ["0x40000000", 3] },
                { "cpu": "1..", "lines": ["x = rule;", "read(0x40000000 + x);"] }
              ],
              "listings": [
                { "name": "guest", "lines": [
                  "routine reader(ipa, times) {",
                  "\\tfor (i = 0; i < times; i++) {",
                  "    read(ipa);",
                  "  }",
                  "}" ] }
              ],
              "schedule": { "policy": "seeded", "seed": 7, "steps": "1K" },
              "milestones": [ { "name": "first", "event": "fault" } ]
            }
            """;

    private Samples() {}

    /** The small scenario with one text replaced, which must be in it. */
    static String with(String old, String replacement) {
        if (!SMALL.contains(old)) {
            throw new IllegalArgumentException("the sample has no " + old);
        }
        return SMALL.replace(old, replacement);
    }

    /** Scenarios that can name no listing. */
    static final Scenarios WITHOUT_LISTINGS = new Scenarios(List.of(new ArmArchitecture(Library.EMPTY), new X86Architecture(Library.EMPTY)));

    static Scenario read(String text) throws FormatException {
        return WITHOUT_LISTINGS.read("f", text.getBytes(StandardCharsets.UTF_8));
    }

    static ScenarioMachine build(String text, Map<String, String> values) throws FormatException {
        return new MachineFactory().build(read(text), values);
    }
}
