package org.tablewalk.format.scenario;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Something a user can turn before a run. In the file's other parts its value is written {@code $name}. */
public sealed interface Parameter {
    String name();

    /** One sentence for the user. */
    String help();

    /** The value when none is given. */
    Default preset();

    /** Whether listings can use it: its name, and each option of a choice that is an identifier, stand for their numbers. */
    boolean constant();

    int line();

    int column();

    /** The value as the canonical file writes it, or null if the text is not one of this parameter. */
    String normal(String text);

    /** The values there are, e.g. {@code 1..64} or {@code bbm, eagain}. */
    String range();

    /** The value as a number for listings and expressions; a choice that is not a number counts by its place among the options. */
    BigInteger number(String normal);

    /**
     * A whole number.
     *
     * @param min smallest value, at least 0
     * @param max largest value
     */
    record Whole(String name, String help, Default preset, long min, long max, boolean constant, int line, int column)
            implements Parameter {
        @Override
        public String normal(String text) {
            BigInteger value = Expression.literal(text.strip());
            return value == null || value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0
                    ? null : value.toString();
        }

        @Override
        public String range() {
            return min + ".." + max;
        }

        @Override
        public BigInteger number(String normal) {
            return new BigInteger(normal);
        }
    }

    /** One of several words or sizes. */
    record Choice(String name, String help, Default preset, List<Quoted> options, boolean constant, int line, int column)
            implements Parameter {
        @Override
        public String normal(String text) {
            return options.stream().map(Quoted::text).filter(text.strip()::equals).findFirst().orElse(null);
        }

        @Override
        public String range() {
            return options.stream().map(Quoted::text).collect(Collectors.joining(", "));
        }

        @Override
        public BigInteger number(String normal) {
            BigInteger value = Expression.literal(normal);
            return value != null ? value : BigInteger.valueOf(options.stream().map(Quoted::text).toList().indexOf(normal));
        }
    }

    /** Yes or no. */
    record Flag(String name, String help, Default preset, boolean constant, int line, int column)
            implements Parameter {
        @Override
        public String normal(String text) {
            String word = text.strip();
            return word.equals("true") || word.equals("false") ? word : null;
        }

        @Override
        public String range() {
            return "false, true";
        }

        @Override
        public BigInteger number(String normal) {
            return normal.equals("true") ? BigInteger.ONE : BigInteger.ZERO;
        }
    }

    /**
     * The value when none is given, which may follow from that of an earlier parameter.
     *
     * @param value the value, unless a case says otherwise; normal form
     * @param by    name of the parameter it follows from, or null
     * @param cases by value of that parameter
     */
    record Default(String value, String by, Map<String, String> cases) {
        /** The value, given those of the earlier parameters. */
        String in(Map<String, String> earlier) {
            return by == null ? value : cases.getOrDefault(earlier.get(by), value);
        }
    }
}
