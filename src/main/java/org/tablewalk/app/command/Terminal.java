package org.tablewalk.app.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The world around a command: where it writes, where relative paths start, and the environment it was started in.
 * Commands get it by constructor, so that a test can give them another one.
 *
 * @param out what was asked for
 * @param err errors and progress
 * @param directory relative paths are resolved against it
 * @param environment the variables of the process
 */
public record Terminal(PrintWriter out, PrintWriter err, Path directory, Map<String, String> environment) {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    /** The terminal of this process. Always UTF-8: addresses and arrows must survive a pipe whatever the locale says. */
    public static Terminal ofProcess() {
        return new Terminal(writer(FileDescriptor.out), writer(FileDescriptor.err), Path.of(""), System.getenv());
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Hands over what is written; if the answer could not be written, this is told, and success becomes a failure. */
    public int delivered(int exitCode) {
        boolean lost = out.checkError();
        if (lost) {
            err.println("tablewalk: standard output: not everything could be written");
        }
        err.flush();
        return lost && exitCode == ExitCode.DONE.number() ? ExitCode.BAD_INPUT.number() : exitCode;
    }

    /** Text from outside without what would move the cursor, change colours or begin a new line of ours. */
    public static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /**
     * Writes a command's answer.
     *
     * @param json   whether as JSON
     * @param asText writes it as text
     */
    public void answer(boolean json, Object answer, Runnable asText) {
        if (json) {
            out.println(new Json().text(answer));
        } else {
            asText.run();
        }
    }

    /** A file named on the command line. */
    public Path resolve(Path path) {
        // By its text: the folder may be of another file system than the one that options are read for.
        return directory.resolve(path.toString());
    }
}
