package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.Scenarios;
import org.tablewalk.session.Opener;
import org.tablewalk.session.Subject;

/** Finds what FILE|NAME on a command line means: a scenario that ships, a scenario file, or a trace. */
public final class ScenarioSource {
    private final Terminal terminal;
    private final Opener opener;
    private final Kinds kinds;
    private final long recordingLimit;

    /** A finder for a command line; {@code recordingLimit}: bytes of recording at which a run stops. */
    public ScenarioSource(Terminal terminal, Kinds kinds, long recordingLimit) {
        this.recordingLimit = recordingLimit;
        this.terminal = terminal;
        this.kinds = kinds;
        opener = kinds.opener();
    }

    /** The scenarios that ship. */
    public Scenarios scenarios() {
        return opener.scenarios();
    }

    /** Bytes of recording at which a run stops. */
    public long recordingLimit() {
        return recordingLimit;
    }

    /** The link that is meant, or null for a file or a name. */
    StepLink link(String fileOrName) throws FormatException {
        return StepLink.means(fileOrName) ? StepLink.parse(fileOrName) : null;
    }

    /** The file that is meant, or null for a scenario that ships. */
    public Path file(String fileOrName) throws FormatException {
        StepLink link = link(fileOrName);
        if (link != null) {
            return link.file() == null ? null : path(link.file());
        }
        return isName(fileOrName) ? null : opener.meant(path(fileOrName));
    }

    /** Reads a scenario. A shipped name goes before a file of the same name; {@code ./name} is always the file. */
    Scenario read(String fileOrName) throws IOException {
        if (isName(fileOrName)) {
            return scenarios().load(fileOrName);
        }
        var path = path(fileOrName);
        var trace = opener.trace(path);
        if (trace.isPresent()) {
            throw new FormatException(path.toString(), 1, 1, "expected a scenario, found " + trace.get().phrase() + ": it has no parameters and no"
                    + " milestones; its moments are told by: tablewalk state");
        }
        return scenarios().read(path);
    }

    /** A file named on the command line. */
    public Path path(String file) {
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
        return scenarios().shipped().contains(fileOrName)
                || !fileOrName.contains("/") && !fileOrName.contains("\\") && !fileOrName.contains(".")
                        && !Files.exists(path(fileOrName));
    }

    /** What can be run: a scenario with values for its parameters, checked and assembled, or a trace, which has no parameters. */
    public Subject open(String fileOrName, Map<String, String> parameters) throws IOException {
        return isName(fileOrName) ? opener.shipped(fileOrName, parameters, null) : opener.file(opener.meant(path(fileOrName)), parameters, null);
    }

    /** What a link names. */
    Subject open(StepLink link) throws IOException {
        return opener.link(link);
    }

    /** The kind of what can be run. */
    public Kind kind(Subject run) {
        return kinds.of(run.kind());
    }
}
