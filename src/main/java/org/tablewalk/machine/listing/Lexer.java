package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits listing text into words. A name may hold arrows and dots, as in {@code data->phys}: one variable, or a field of a structure. */
final class Lexer {
    /** Longest first, so that {@code <<} is not read as two marks. */
    private static final List<String> MARKS = List.of("<<=", ">>=", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "|=", "&=", "^=",
            "++", "(", ")", "{", "}", ",", ";", ":", "?", "=", "+", "-", "*", "&", "|", "^", "~", "!", "<", ">");

    private final String source;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(Source source) {
        this.source = source.name();
        this.text = source.text();
    }

    List<Token> tokens() {
        var tokens = new ArrayList<Token>();
        skip();
        while (at < text.length()) {
            tokens.add(next());
            skip();
        }
        tokens.add(new Token(Token.Kind.END, "", 0, here()));
        return tokens;
    }

    private Token next() {
        Tree.At place = here();
        char c = text.charAt(at);
        if (letter(c)) {
            return new Token(Token.Kind.NAME, name(), 0, place);
        }
        if (digit(c)) {
            return number(place);
        }
        for (String mark : MARKS) {
            if (text.startsWith(mark, at)) {
                at += mark.length();
                return new Token(Token.Kind.MARK, mark, 0, place);
            }
        }
        throw error(place, "'" + printable(c) + "' is not part of the listing language");
    }

    private String name() {
        int from = at;
        word();
        while (true) {
            int joint = text.startsWith("->", at) ? 2 : text.startsWith(".", at) ? 1 : 0;
            if (joint == 0 || at + joint >= text.length() || !letter(text.charAt(at + joint))) {
                return text.substring(from, at);
            }
            at += joint;
            word();
        }
    }

    private void word() {
        while (at < text.length() && (letter(text.charAt(at)) || digit(text.charAt(at)))) {
            at++;
        }
    }

    private Token number(Tree.At place) {
        int from = at;
        word();
        String word = text.substring(from, at);
        int shift = switch (word.charAt(word.length() - 1)) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
        };
        String digits = shift == 0 ? word : word.substring(0, word.length() - 1);
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        try {
            long value = hexadecimal ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseUnsignedLong(digits);
            if (value << shift >>> shift == value) {
                return new Token(Token.Kind.NUMBER, word, value << shift, place);
            }
        } catch (NumberFormatException e) {
            throw error(place, "expected a 64-bit number (decimal or 0x, with K, M or G after it) but found '" + shortened(word) + "'");
        }
        throw error(place, "'" + shortened(word) + "' does not fit in 64 bits");
    }

    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                comment();
            } else {
                return;
            }
        }
    }

    private void comment() {
        Tree.At start = here();
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw error(start, "the comment that begins here has no end, expected '*/'");
        }
        for (; at < end + 2; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private Tree.At here() {
        return new Tree.At(line, at - lineStart + 1);
    }

    private ListingException error(Tree.At place, String message) {
        return new ListingException(source, place.line(), place.column(), message);
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "...";
    }

    private static String printable(char c) {
        return c > ' ' && c < 0x7f ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c);
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
