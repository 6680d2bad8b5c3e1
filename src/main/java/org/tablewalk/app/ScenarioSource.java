package org.tablewalk.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.Scenarios;

/** Finds what FILE|NAME on a command line means: a scenario that ships, or a scenario file. */
final class ScenarioSource {
    private final Terminal terminal;
    private final Scenarios scenarios;
    private final MachineFactory machines;

    ScenarioSource(Terminal terminal, Scenarios scenarios, MachineFactory machines) {
        this.terminal = terminal;
        this.scenarios = scenarios;
        this.machines = machines;
    }

    /** The scenarios that ship. */
    Scenarios scenarios() {
        return scenarios;
    }

    /** Reads a scenario. A shipped name goes before a file of the same name; {@code ./name} is always the file. */
    Scenario read(String fileOrName) throws IOException {
        var path = terminal.resolve(Path.of(fileOrName));
        if (isName(fileOrName)) {
            return scenarios.load(fileOrName);
        }
        if (Files.isDirectory(path)) {
            throw new InputException(fileOrName + ": a folder; expected a scenario file");
        }
        return scenarios.read(path);
    }

    /** Whether a scenario that ships is meant: it is the name of one, or neither a path nor a file that exists. */
    boolean isName(String fileOrName) {
        return scenarios.shipped().contains(fileOrName)
                || !fileOrName.contains("/") && !fileOrName.contains("\\") && !fileOrName.contains(".")
                && !Files.exists(terminal.resolve(Path.of(fileOrName)));
    }

    /** A scenario with values for its parameters, checked and assembled. */
    ScenarioMachine open(String fileOrName, Map<String, String> parameters) throws IOException {
        return machines.build(read(fileOrName), parameters);
    }
}
