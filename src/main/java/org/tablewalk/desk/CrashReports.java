package org.tablewalk.desk;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.tablewalk.format.WholeFile;

/**
 * Reports on defects of the program, as text files in a folder, for the user to send or not. No more than some are kept. A report names no
 * person and no folder: of files their names, and the home folder is written {@code ~}.
 */
public final class CrashReports {
    /** Reports kept; the oldest go. */
    static final int KEPT = 20;
    private static final String PREFIX = "crash-";
    private static final String SUFFIX = ".txt";
    private static final long MIB = 1 << 20;

    private final Path folder;
    private final String program;
    private final Clock clock;

    /**
     * Reports in a folder, which is made when the first is written.
     *
     * @param program name and version of the program
     */
    public CrashReports(Path folder, String program, Clock clock) {
        this.folder = folder;
        this.program = program;
        this.clock = clock;
    }

    /**
     * Writes a report, whole or not at all.
     *
     * @return its file
     * @throws IOException if it cannot be written
     */
    public Path write(Defect defect) throws IOException {
        Files.createDirectories(folder);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Path> there = reports();
        for (int i = 0; i <= there.size() - KEPT; i++) {
            Files.deleteIfExists(there.get(i));
        }
        String name = PREFIX + now.toString().replace(':', '-');
        Path file = folder.resolve(name + SUFFIX);
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(name + "-" + i + SUFFIX);
        }
        WholeFile.write(file, text(defect, now).getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** The reports there are, oldest first. */
    private List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                String name = file.getFileName().toString();
                return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
            }).sorted().toList();
        }
    }

    private String text(Defect defect, Instant now) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        Runtime java = Runtime.getRuntime();
        out.println(program + ": a report on a defect");
        out.println();
        out.println("time:   " + now);
        out.println("java:   " + Runtime.version() + ", " + System.getProperty("java.vendor") + ", heap " + java.totalMemory() / MIB + " of " + java.maxMemory() / MIB + " MiB");
        out.println("system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
        out.println("where:  " + defect.where());
        out.println("open:   " + (defect.subject().isEmpty() ? "nothing" : defect.subject()));
        out.println();
        out.println("what was done last:");
        defect.deeds().forEach(deed -> out.println("  " + deed));
        out.println();
        defect.cause().printStackTrace(out);
        out.flush();
        return impersonal(text.toString());
    }

    private static String impersonal(String text) {
        String home = System.getProperty("user.home", "");
        return home.length() > 1 ? text.replace(home, "~") : text;
    }
}
