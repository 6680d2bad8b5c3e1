package org.tablewalk.app.stage2;

import java.util.regex.Pattern;
import org.tablewalk.app.command.InputException;
import org.tablewalk.arch.arm64.Granule;

/** Reads what the stage-2 calculators are given; whatever is wrong is told with the option and the legal range. */
final class CalculatorInput {
    private static final Pattern NUMBER = Pattern.compile("0[xX](?<hex>[0-9a-fA-F]{1,16})|(?<decimal>[0-9]{1,19})");

    private final String command;

    CalculatorInput(String command) {
        this.command = command;
    }

    Granule granule(String text) {
        try {
            return Granule.of(text);
        } catch (IllegalArgumentException e) {
            throw error("--granule: " + e.getMessage());
        }
    }

    int bits(String option, String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw error(option + ": expected " + what + " of " + min + ".." + max + " bits, found " + value);
        }
        return value;
    }

    /** A number of up to 64 bits, decimal or hexadecimal. */
    long number(String name, String text) {
        var digits = NUMBER.matcher(text.replace("_", ""));
        if (!digits.matches()) {
            throw error(name + ": expected a number such as 40 or 0x28 of at most 64 bits, found '" + text + "'");
        }
        try {
            return digits.group("hex") != null ? Long.parseUnsignedLong(digits.group("hex"), 16) : Long.parseLong(digits.group("decimal"));
        } catch (NumberFormatException e) {
            throw new InputException(command + ": " + name + ": expected a number of at most 64 bits, in decimal of at most 63, found '" + text + "'", e);
        }
    }

    InputException error(String message) {
        return new InputException(command + ": " + message);
    }
}
