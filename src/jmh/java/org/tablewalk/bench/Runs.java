package org.tablewalk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.ScenarioMachine;

/** The scenario that is measured: a fully populated 1 GiB region, coalesced while the other vCPUs keep running. */
final class Runs {
    private Runs() {}

    static ScenarioMachine cancelledMigration(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("region", "1G", "populated", "262144", "accesses", "100000000"));
        for (String setting : settings) {
            values.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        try {
            return Shipped.machine("cancelled-migration", values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
