package org.tablewalk.app.explore;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tablewalk.app.command.InputException;
import org.tablewalk.explore.SearchOptions;
import picocli.CommandLine.Option;

/** How a search is made and how far it goes, as options of a command. */
public final class SearchLimits {
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})([KMG]?)", Pattern.CASE_INSENSITIVE);

    @Option(names = "--max-states", paramLabel = "N", description = "Stops without a verdict after so many states.")
    private Long maxStates;

    @Option(names = "--max-memory", paramLabel = "BYTES",
            description = "Stops without a verdict when states take so much memory; K, M and G may follow. Default: half of the heap.")
    private String maxMemory;

    @Option(names = "--max-seconds", paramLabel = "N", description = "Stops without a verdict after so many seconds.")
    private Double maxSeconds;

    @Option(names = "--workers", paramLabel = "N", description = "Threads. Default: one for each processor.")
    private Integer workers;

    @Option(names = "--no-fuse", description = "Tries steps that are a CPU's own affair in every order too: many more states, the same verdicts.")
    private boolean unfused;

    @Option(names = "--max-faults", paramLabel = "N", description = "Also asks whether any CPU can have more than N faults.")
    private Integer maxFaults;

    /**
     * The options.
     *
     * @throws InputException if one is out of its range
     */
    SearchOptions options() {
        int threads = (int) whole("--workers", workers == null ? null : Long.valueOf(workers), 1, 64, Math.min(64, Runtime.getRuntime().availableProcessors()));
        long states = whole("--max-states", maxStates, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        int faults = (int) whole("--max-faults", maxFaults == null ? null : Long.valueOf(maxFaults), 0, 1_000_000, -1);
        if (maxSeconds != null && !(maxSeconds > 0)) {
            throw new InputException("--max-seconds: expected more than 0, found " + maxSeconds);
        }
        return SearchOptions.DEFAULT.withFuse(!unfused).withWorkers(threads).withMaxStates(states).withMaxFaults(faults)
                .withMaxBytes(maxMemory == null ? SearchOptions.DEFAULT.maxBytes() : bytes(maxMemory))
                .withMaxSeconds(maxSeconds == null ? SearchOptions.DEFAULT.maxSeconds() : maxSeconds);
    }

    private static long whole(String option, Long given, long least, long most, long otherwise) {
        if (given != null && (given < least || given > most)) {
            throw new InputException(option + ": expected " + least + ".." + most + ", found " + given);
        }
        return given == null ? otherwise : given;
    }

    private static long bytes(String text) {
        var parts = BYTES.matcher(text);
        if (!parts.matches()) {
            throw new InputException("--max-memory: expected a number of bytes such as 500000, 64M or 2G, found '" + text + "'");
        }
        return Long.parseLong(parts.group(1)) << switch (parts.group(2).toUpperCase(Locale.ROOT)) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
    }
}
