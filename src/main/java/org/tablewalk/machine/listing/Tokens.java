package org.tablewalk.machine.listing;

import java.util.List;
import java.util.Set;

/** The words of a listing as its parser passes them, and how deep it is in it. */
final class Tokens {
    /** How deep statements and expressions may nest, and how many operators one expression may stack. */
    static final int DEEPEST = 64;
    private static final Set<String> RESERVED = Set.of("percpu", "shared", "routine", "if", "else", "while", "for", "do", "switch", "case",
            "default", "break", "continue", "return");

    private final String source;
    private final List<Token> words;
    private int next;
    private int depth;

    Tokens(Source source) {
        this.source = source.name();
        words = new Lexer(source).tokens();
    }

    /** Line of the word passed last. */
    int lastLine() {
        return words.get(next - 1).at().line();
    }

    /** Enters a statement or an expression within another. */
    void deeper() {
        if (++depth > DEEPEST) {
            throw error(peek().at(), "expected at most " + DEEPEST + " levels of nesting");
        }
    }

    /** Leaves what {@link #deeper} entered. */
    void shallower() {
        depth--;
    }

    /** A name that is no word of the language, passed. */
    Token name(String what) {
        Token token = peek();
        if (token.kind() != Token.Kind.NAME || RESERVED.contains(token.text())) {
            throw expected(what);
        }
        return take();
    }

    /** The next word. */
    Token peek() {
        return words.get(next);
    }

    /** The next word, passed; the end is never passed. */
    Token take() {
        Token token = words.get(next);
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    /** Passes a mark or word if it comes next. */
    boolean accept(String mark) {
        if (!peek().is(mark)) {
            return false;
        }
        take();
        return true;
    }

    /** Passes a mark or word that has to come next. */
    Token expect(String mark) {
        if (!peek().is(mark)) {
            throw expected("'" + mark + "'");
        }
        return take();
    }

    /** That something else should come next. */
    ListingException expected(String what) {
        return error(peek().at(), "expected " + what + " but found " + peek().found());
    }

    /** What is wrong at a place. */
    ListingException error(Tree.At at, String message) {
        return new ListingException(source, at.line(), at.column(), message);
    }
}
