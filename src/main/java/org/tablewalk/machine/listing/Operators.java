package org.tablewalk.machine.listing;

/** The operators of the language: their ops, their values, their opposites. */
final class Operators {
    private Operators() {}

    /** The op; {@code >} and {@code >=} are {@link Op#LT} and {@link Op#LE} with their operands swapped. */
    static int op(String operator) {
        return switch (operator) {
            case "+" -> Op.ADD;
            case "-" -> Op.SUB;
            case "*" -> Op.MUL;
            case "&" -> Op.AND;
            case "|" -> Op.OR;
            case "^" -> Op.XOR;
            case "<<" -> Op.SHL;
            case ">>" -> Op.SHR;
            case "==" -> Op.EQ;
            case "!=" -> Op.NE;
            case "<", ">" -> Op.LT;
            case "<=", ">=" -> Op.LE;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** The comparison that is true when this one is false, or null if this is no comparison. */
    static String inverse(String operator) {
        return switch (operator) {
            case "==" -> "!=";
            case "!=" -> "==";
            case "<" -> ">=";
            case "<=" -> ">";
            case ">" -> "<=";
            case ">=" -> "<";
            default -> null;
        };
    }

    static long unary(String operator, long a) {
        return switch (operator) {
            case "-" -> -a;
            case "~" -> ~a;
            case "!" -> a == 0 ? 1 : 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    static long binary(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "&" -> a & b;
            case "|" -> a | b;
            case "^" -> a ^ b;
            case "<<" -> a << b;
            case ">>" -> a >>> b;
            case "==" -> truth(a == b);
            case "!=" -> truth(a != b);
            case "<" -> truth(Long.compareUnsigned(a, b) < 0);
            case "<=" -> truth(Long.compareUnsigned(a, b) <= 0);
            case ">" -> truth(Long.compareUnsigned(a, b) > 0);
            case ">=" -> truth(Long.compareUnsigned(a, b) >= 0);
            case "&&" -> truth(a != 0 && b != 0);
            case "||" -> truth(a != 0 || b != 0);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static long truth(boolean b) {
        return b ? 1 : 0;
    }
}
