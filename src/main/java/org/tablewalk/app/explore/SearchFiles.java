package org.tablewalk.app.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.OutputFile;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.explore.Search;
import picocli.CommandLine.Option;

/** Where a search is saved and taken up from, as options of a command. */
public final class SearchFiles {
    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Saves the search there again and again, and when it ends without a verdict; --resume FILE goes on.")
    private Path checkpoint;

    @Option(names = "--checkpoint-seconds", paramLabel = "N", defaultValue = "30", description = "Seconds between two saves. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--resume", paramLabel = "FILE", description = "Takes up a search that was saved: of the same scenario with the same parameters and options.")
    private Path resume;

    /**
     * Takes a search up and has it saved, as asked.
     *
     * @param canonical what is searched
     * @param opened    the file that the command reads, or null
     * @throws IOException if the file cannot be read, is of something else or damaged, or the place to save to cannot be written
     */
    void apply(Search search, Terminal terminal, String canonical, Path opened) throws IOException {
        var identity = Version.NUMBER + "\n" + canonical;
        if (!(seconds > 0)) {
            throw new InputException("--checkpoint-seconds: expected more than 0, found " + seconds);
        }
        if (checkpoint != null) {
            var place = terminal.resolve(checkpoint);
            OutputFile.at(place, opened);
            search.saveTo(place, identity, seconds);
        }
        if (resume != null) {
            var place = terminal.resolve(resume);
            if (!Files.isRegularFile(place)) {
                throw new InputException("--resume: " + resume + ": no such file");
            }
            search.resume(place, identity);
        }
    }
}
