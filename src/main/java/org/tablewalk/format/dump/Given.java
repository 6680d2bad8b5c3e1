package org.tablewalk.format.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;

/**
 * What something beside the lines tells of a dump's shape: the kernel's files {@code ipa_range} and {@code stage2_levels}, or the head.
 *
 * @param ipaBits    size of the addresses, or 0 if nothing tells
 * @param startLevel level of the root, or -1
 * @param from       what told it
 */
record Given(int ipaBits, int startLevel, String from) {
    static final Given NOTHING = new Given(0, -1, "");
    /** The name by which a kernel knows the dump of a VM. */
    static final String NAME = "stage2_page_tables";
    /** The names by which a kernel knows a dump; beside one of these its other two files are looked for. */
    private static final Set<String> NAMES = Set.of(NAME, "host_stage2_page_tables");
    private static final int MOST_BYTES = 64;

    /** What the kernel's two other files beside a dump tell. */
    static Given beside(Path dump) throws IOException {
        Path name = dump.getFileName();
        if (name == null || !NAMES.contains(name.toString())) {
            return NOTHING;
        }
        var range = dump.resolveSibling("ipa_range");
        var levels = dump.resolveSibling("stage2_levels");
        int bits = Files.isRegularFile(range) ? number(range, 32, 52) : 0;
        int start = Files.isRegularFile(levels) ? startLevel(number(levels, 0, 4)) : -1;
        String from = (bits > 0 ? "ipa_range" : "") + (bits > 0 && start >= 0 ? ", " : "") + (start >= 0 ? "stage2_levels" : "");
        return new Given(bits, start, from);
    }

    private static int number(Path file, int least, int most) throws IOException {
        String text = TextInput.text(file.toString(), TextInput.bytes(file, MOST_BYTES), MOST_BYTES).strip();
        int number = text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new FormatException(file.toString(), 1, 1,
                    String.format(Locale.ROOT, "expected a number of %d to %d, found '%s'", least, most, text.replaceAll("[^ -~]", "?")));
        }
        return number;
    }

    /** Kernels print the number of levels, 2 to 4, older Android the level of the root, 0 to 2: that a 2 means the same either way is luck. */
    static int startLevel(int printed) {
        return printed > 2 ? 4 - printed : printed;
    }

    /** Both; what this says goes first. */
    Given or(Given other) {
        return new Given(ipaBits > 0 ? ipaBits : other.ipaBits, startLevel >= 0 ? startLevel : other.startLevel,
                from.isEmpty() ? other.from : other.from.isEmpty() ? from : from + ", " + other.from);
    }

    /** Whether anything is told. */
    boolean any() {
        return ipaBits > 0 || startLevel >= 0;
    }
}
