package org.tablewalk.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.Scenarios;

/** Finds what FILE|NAME on a command line means: a scenario that ships, or a scenario file. */
final class ScenarioSource {
    /** Bytes that tell a trace from a scenario. */
    private static final int SNIFF = 1024;

    private final Terminal terminal;
    private final Scenarios scenarios;
    private final MachineFactory machines;
    private final long recordingLimit;

    ScenarioSource(Terminal terminal, Scenarios scenarios, MachineFactory machines, long recordingLimit) {
        this.recordingLimit = recordingLimit;
        this.terminal = terminal;
        this.scenarios = scenarios;
        this.machines = machines;
    }

    /** The scenarios that ship. */
    Scenarios scenarios() {
        return scenarios;
    }

    /** Bytes of recording at which a run stops. */
    long recordingLimit() {
        return recordingLimit;
    }

    /** The file that is meant, or null for a scenario that ships. */
    Path file(String fileOrName) {
        return isName(fileOrName) ? null : path(fileOrName);
    }

    /** Reads a scenario. A shipped name goes before a file of the same name; {@code ./name} is always the file. */
    Scenario read(String fileOrName) throws IOException {
        if (isName(fileOrName)) {
            return scenarios.load(fileOrName);
        }
        var path = path(fileOrName);
        byte[] start = TextInput.start(path, SNIFF);
        String trace = CasemateTrace.looksLike(start) ? "a casemate trace" : KvmmmuTrace.looksLike(start) ? "a trace of kvmmmu events" : null;
        if (trace != null) {
            throw new FormatException(path.toString(), 1, 1, "expected a scenario, found " + trace + ": what it recorded is over and cannot be run"
                    + " again; open it in the window, or draw it with: tablewalk render");
        }
        return scenarios.read(path);
    }

    /** A file named on the command line. */
    Path path(String file) {
        if (file.isBlank()) {
            throw new InputException("expected a file or the name of a scenario, found an empty word");
        }
        try {
            return terminal.resolve(Path.of(file));
        } catch (InvalidPathException e) {
            throw new InputException("expected the name of a file, found one that this system cannot have: " + e.getMessage(), e);
        }
    }

    /** Whether a scenario that ships is meant: it is the name of one, or neither a path nor a file that exists. */
    boolean isName(String fileOrName) {
        return scenarios.shipped().contains(fileOrName)
                || !fileOrName.contains("/") && !fileOrName.contains("\\") && !fileOrName.contains(".")
                && !Files.exists(path(fileOrName));
    }

    /** A scenario with values for its parameters, checked and assembled. */
    ScenarioMachine open(String fileOrName, Map<String, String> parameters) throws IOException {
        return machines.build(read(fileOrName), parameters);
    }
}
