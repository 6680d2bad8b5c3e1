package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;

/** Reads the expressions of a listing. */
final class ExpressionParser {
    private final Tokens tokens;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Tree.Expression parenthesised() {
        tokens.expect("(");
        Tree.Expression e = expression();
        tokens.expect(")");
        return e;
    }

    Tree.Expression expression() {
        tokens.deeper();
        Tree.Expression e = binary(0);
        if (tokens.peek().is("?")) {
            Tree.At at = tokens.take().at();
            Tree.Expression then = expression();
            tokens.expect(":");
            Tree.Expression otherwise = expression();
            e = new Tree.Choice(at, e, then, otherwise, height(at, e, then, otherwise));
        }
        tokens.shallower();
        return e;
    }

    /** Binary operators by precedence climbing: those that bind at least as tightly as {@code lowest}, left to right. */
    private Tree.Expression binary(int lowest) {
        Tree.Expression left = unary();
        while (true) {
            Token operator = tokens.peek();
            int strength = operator.kind() == Token.Kind.MARK ? strength(operator.text()) : -1;
            if (strength < lowest) {
                return left;
            }
            tokens.take();
            Tree.Expression right = binary(strength + 1);
            left = new Tree.Binary(operator.at(), operator.text(), left, right, height(operator.at(), left, right));
        }
    }

    private static int strength(String operator) {
        return switch (operator) {
            case "||" -> 0;
            case "&&" -> 1;
            case "|" -> 2;
            case "^" -> 3;
            case "&" -> 4;
            case "==", "!=" -> 5;
            case "<", "<=", ">", ">=" -> 6;
            case "<<", ">>" -> 7;
            case "+", "-" -> 8;
            case "*" -> 9;
            default -> -1;
        };
    }

    private Tree.Expression unary() {
        Token first = tokens.peek();
        Tree.At at = first.at();
        if (first.is("-") || first.is("!") || first.is("~") || first.is("*")) {
            tokens.take();
            tokens.deeper();
            Tree.Expression operand = unary();
            tokens.shallower();
            return first.is("*") ? new Tree.Load(at, operand, 0, height(at, operand))
                    : new Tree.Unary(at, first.text(), operand, height(at, operand));
        }
        if (first.is("&")) {
            tokens.take();
            return new Tree.Reference(at, tokens.name("the name of a routine or a field after '&'").text());
        }
        return primary();
    }

    private Tree.Expression primary() {
        Token first = tokens.peek();
        if (first.kind() == Token.Kind.NUMBER) {
            tokens.take();
            return new Tree.Number(first.at(), first.value());
        }
        if (first.is("(")) {
            Tree.Expression inner = parenthesised();
            if (!tokens.peek().is("(")) {
                return inner;
            }
            if (!(inner instanceof Tree.Load callee)) {
                throw tokens.error(first.at(), "expected a name or '(*reference)' before the arguments of a call");
            }
            List<Tree.Expression> arguments = arguments();
            return new Tree.CallThrough(first.at(), callee.address(), arguments, height(first.at(), arguments, callee.height()));
        }
        Token name = tokens.name("an expression");
        if (!tokens.peek().is("(")) {
            return new Tree.Name(name.at(), name.text());
        }
        List<Tree.Expression> arguments = arguments();
        return new Tree.Call(name.at(), name.text(), arguments, height(name.at(), arguments, 0));
    }

    private List<Tree.Expression> arguments() {
        tokens.take();
        var arguments = new ArrayList<Tree.Expression>();
        if (!tokens.accept(")")) {
            do {
                arguments.add(expression());
            } while (tokens.accept(","));
            tokens.expect(")");
        }
        return arguments;
    }

    private int height(Tree.At at, Tree.Expression... parts) {
        return height(at, List.of(parts), 0);
    }

    private int height(Tree.At at, List<Tree.Expression> parts, int least) {
        int height = least;
        for (Tree.Expression part : parts) {
            height = Math.max(height, part.height());
        }
        if (height >= Tokens.DEEPEST) {
            throw tokens.error(at, "expected an expression of at most " + Tokens.DEEPEST + " nested operators");
        }
        return height + 1;
    }
}
