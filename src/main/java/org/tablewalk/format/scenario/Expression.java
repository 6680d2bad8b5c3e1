package org.tablewalk.format.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tablewalk.format.FormatException;

/**
 * A number in a scenario: a literal such as {@code 512}, {@code 0x40000000} or {@code 2M}, a parameter such as {@code $vcpus},
 * or sums, differences, products and quotients of these with parentheses.
 *
 * @param source as written, with its place
 * @param term   what it means
 */
public record Expression(Quoted source, Term term) {
    /** Deepest parentheses. */
    private static final int MAX_DEPTH = 32;

    /** A number or a way to compute one. {@code at} is an index into the text. */
    sealed interface Term {
        int at();
    }

    /** A literal. */
    record Literal(int at, BigInteger value) implements Term {}

    /** The value of a parameter. */
    record Reference(int at, String name) implements Term {}

    /** {@code + - * /}. */
    record Operation(int at, char operator, Term left, Term right) implements Term {}

    /** A number that stands in no file, or for a value left out. */
    public static Expression of(long value, int line, int column) {
        BigInteger number = new BigInteger(Long.toUnsignedString(value));
        return new Expression(Quoted.plain(number.toString(), line, column), new Literal(0, number));
    }

    /**
     * Reads an expression.
     *
     * @throws FormatException at the character that is wrong
     */
    public static Expression parse(String file, Quoted source) throws FormatException {
        var parser = new Parser(file, source);
        Term term = parser.sum(0);
        parser.end();
        return new Expression(source, term);
    }

    /** A literal number with an optional unit K, M, G or T, or null if the text is not one. */
    static BigInteger literal(String text) {
        try {
            if (text.startsWith("0x")) {
                return text.length() < 3 || text.length() > 18 ? null : new BigInteger(check(text.substring(2)), 16);
            }
            int unit = text.isEmpty() ? -1 : "KMGT".indexOf(text.charAt(text.length() - 1));
            String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
            return digits.isEmpty() || digits.length() > 20 ? null : new BigInteger(check(digits)).shiftLeft(10 * (unit + 1));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Signs and digits of other scripts are numbers to {@link BigInteger} and not to us. */
    private static String check(String digits) {
        if (!digits.matches("[0-9A-Fa-f]+")) {
            throw new NumberFormatException();
        }
        return digits;
    }

    /** The parameters it names, in order, with the index of the name's {@code $}. */
    List<Reference> references() {
        List<Reference> found = new ArrayList<>();
        collect(term, found);
        return found;
    }

    private static void collect(Term term, List<Reference> found) {
        switch (term) {
            case Literal l -> {}
            case Reference r -> found.add(r);
            case Operation o -> {
                collect(o.left, found);
                collect(o.right, found);
            }
        }
    }

    /**
     * The value with these parameter values.
     *
     * @throws FormatException if it is not in the range, at the expression's place
     */
    public long evaluate(Values values, String what, long min, long max) throws FormatException {
        BigInteger value = evaluate(term, values);
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw error(values, "expected " + what + " of " + min + ".." + show(max) + ", found " + value);
        }
        return value.longValueExact();
    }

    /** The value as a 64-bit word, which may use all bits. */
    public long word(Values values, String what) throws FormatException {
        BigInteger value = evaluate(term, values);
        if (value.signum() < 0 || value.bitLength() > 64) {
            throw error(values, "expected " + what + " of 0..0xffffffffffffffff, found " + value);
        }
        return value.longValue();
    }

    /** An error at this expression; the parameters it depends on are named with their values. */
    public FormatException error(Values values, String message) {
        return new FormatException(values.file(), source.line(), source.column(), message + values.explain(references()));
    }

    private BigInteger evaluate(Term t, Values values) throws FormatException {
        return switch (t) {
            case Literal l -> l.value;
            case Reference r -> values.number(r.name);
            case Operation o -> apply(o, evaluate(o.left, values), evaluate(o.right, values), values);
        };
    }

    private BigInteger apply(Operation o, BigInteger a, BigInteger b, Values values) throws FormatException {
        if (o.operator == '/' && b.signum() == 0) {
            throw new FormatException(values.file(), source.line(), source.columnOf(o.at),
                    "expected a divisor other than 0" + values.explain(references()));
        }
        BigInteger value = switch (o.operator) {
            case '+' -> a.add(b);
            case '-' -> a.subtract(b);
            case '*' -> a.multiply(b);
            default -> a.divide(b);
        };
        if (value.bitLength() > 128) {
            throw error(values, "expected a value of at most 64 bits on the way, found " + value.bitLength() + " bits");
        }
        return value;
    }

    private static String show(long max) {
        return max >= 1L << 32 ? "0x" + Long.toHexString(max) : Long.toString(max);
    }

    private static final class Parser {
        private final String file;
        private final Quoted source;
        private final String text;
        private int at;

        Parser(String file, Quoted source) {
            this.file = file;
            this.source = source;
            text = source.text();
        }

        Term sum(int depth) throws FormatException {
            Term left = product(depth);
            while (next("+-")) {
                int operator = at++;
                left = new Operation(operator, text.charAt(operator), left, product(depth));
            }
            return left;
        }

        private Term product(int depth) throws FormatException {
            Term left = factor(depth);
            while (next("*/")) {
                int operator = at++;
                left = new Operation(operator, text.charAt(operator), left, factor(depth));
            }
            return left;
        }

        private Term factor(int depth) throws FormatException {
            if (next("(")) {
                if (depth == MAX_DEPTH) {
                    throw error("expected at most " + MAX_DEPTH + " levels of parentheses, found more");
                }
                at++;
                Term inner = sum(depth + 1);
                if (!next(")")) {
                    throw error("expected ')', found " + found());
                }
                at++;
                return inner;
            }
            int from = at;
            if (next("$")) {
                from = at++;
                String name = word();
                if (name.isEmpty()) {
                    throw error("expected the name of a parameter after '$', found " + found());
                }
                return new Reference(from, name);
            }
            from = at;
            BigInteger value = literal(word());
            if (value == null) {
                at = from;
                throw error("expected a number such as 512, 0x200 or 2M, or a parameter such as $vcpus, found " + found());
            }
            return new Literal(from, value);
        }

        void end() throws FormatException {
            if (next("") || at < text.length()) {
                throw error("expected + - * / or the end, found " + found());
            }
        }

        private String word() {
            int from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            return text.substring(from, at);
        }

        private boolean next(String any) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return at < text.length() && any.indexOf(text.charAt(at)) >= 0;
        }

        private String found() {
            return at == text.length() ? "the end" : "'" + text.substring(at, Math.min(text.length(), at + 20)) + "'";
        }

        private FormatException error(String message) {
            return new FormatException(file, source.line(), source.columnOf(at), message);
        }
    }
}
