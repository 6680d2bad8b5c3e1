package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a listing into a {@link Tree}. Recursion is bounded by {@link #DEEPEST}. */
final class Parser {
    /** How deep statements and expressions may nest, and how many operators one expression may stack. */
    static final int DEEPEST = 64;
    private static final Set<String> RESERVED = Set.of("percpu", "shared", "routine", "if", "else", "while", "for", "do", "switch", "case",
            "default", "break", "continue", "return");
    private static final Set<String> ASSIGNMENTS = Set.of("=", "|=", "&=", "^=", "+=", "-=", "<<=", ">>=");

    private final String source;
    private final List<Token> tokens;
    private int next;
    private int depth;

    Parser(Source source) {
        this.source = source.name();
        this.tokens = new Lexer(source).tokens();
    }

    Tree.Unit unit() {
        Tree.Name era = null;
        var variables = new ArrayList<Tree.Variable>();
        var routines = new ArrayList<Tree.Routine>();
        while (peek().kind() != Token.Kind.END) {
            if (peek().is("percpu") || peek().is("shared")) {
                boolean perCpu = take().is("percpu");
                do {
                    Token name = name("the name of a variable");
                    variables.add(new Tree.Variable(name.at(), name.text(), perCpu));
                } while (accept(","));
                expect(";");
            } else if (peek().is("routine")) {
                routines.add(routine());
            } else if (peek().is("era") && era == null) {
                take();
                Token name = name("the name of an era");
                era = new Tree.Name(name.at(), name.text());
                expect(";");
            } else {
                throw expected("'routine', 'percpu', 'shared' or, once, 'era'");
            }
        }
        return new Tree.Unit(new Tree.At(1, 1), source, era, variables, routines);
    }

    private Tree.Routine routine() {
        take();
        Token name = name("the name of the routine");
        expect("(");
        var parameters = new ArrayList<Tree.Name>();
        if (!accept(")")) {
            do {
                Token parameter = name("the name of a parameter");
                parameters.add(new Tree.Name(parameter.at(), parameter.text()));
            } while (accept(","));
            expect(")");
        }
        Tree.Block body = block();
        return new Tree.Routine(name.at(), name.text(), parameters, body, tokens.get(next - 1).at().line());
    }

    private Tree.Block block() {
        Tree.At at = expect("{").at();
        var statements = new ArrayList<Tree.Statement>();
        while (!peek().is("}")) {
            statements.add(statement());
        }
        take();
        return new Tree.Block(at, statements);
    }

    private Tree.Statement statement() {
        deeper();
        Token first = peek();
        Tree.At at = first.at();
        Tree.Statement statement = switch (first.kind() == Token.Kind.END ? "" : first.text()) {
            case "{" -> block();
            case "if" -> {
                take();
                Tree.Expression condition = parenthesised();
                Tree.Statement then = statement();
                yield new Tree.If(at, condition, then, accept("else") ? statement() : null);
            }
            case "while" -> {
                take();
                Tree.Expression condition = parenthesised();
                yield new Tree.Loop(at, null, condition, null, statement());
            }
            case "for" -> forLoop(at);
            case "do" -> {
                take();
                Tree.Statement body = statement();
                Tree.At conditionAt = expect("while").at();
                Tree.Expression condition = parenthesised();
                expect(";");
                yield new Tree.DoWhile(at, body, condition, conditionAt);
            }
            case "switch" -> switchOn(at);
            case "break" -> {
                take();
                expect(";");
                yield new Tree.Break(at);
            }
            case "continue" -> {
                take();
                expect(";");
                yield new Tree.Continue(at);
            }
            case "return" -> {
                take();
                Tree.Expression value = peek().is(";") ? null : expression();
                expect(";");
                yield new Tree.Return(at, value);
            }
            case ";" -> {
                take();
                yield new Tree.Block(at, List.of());
            }
            default -> {
                Tree.Statement simple = simple();
                expect(";");
                yield simple;
            }
        };
        depth--;
        return statement;
    }

    private Tree.Statement forLoop(Tree.At at) {
        take();
        expect("(");
        Tree.Statement first = peek().is(";") ? null : simple();
        expect(";");
        Tree.Expression condition = peek().is(";") ? null : expression();
        expect(";");
        Tree.Statement update = peek().is(")") ? null : simple();
        expect(")");
        return new Tree.Loop(at, first, condition, update, statement());
    }

    private Tree.Statement switchOn(Tree.At at) {
        take();
        Tree.Expression value = parenthesised();
        expect("{");
        var groups = new ArrayList<Tree.Group>();
        while (!accept("}")) {
            Tree.At groupAt = peek().at();
            var labels = new ArrayList<Tree.Expression>();
            boolean otherwise = false;
            while (peek().is("case") || peek().is("default")) {
                if (take().is("case")) {
                    labels.add(expression());
                } else {
                    otherwise = true;
                }
                expect(":");
            }
            if (labels.isEmpty() && !otherwise) {
                throw expected("'case', 'default' or '}'");
            }
            var body = new ArrayList<Tree.Statement>();
            while (!peek().is("case") && !peek().is("default") && !peek().is("}")) {
                body.add(statement());
            }
            groups.add(new Tree.Group(groupAt, labels, otherwise, body));
        }
        return new Tree.Switch(at, value, groups);
    }

    /** An assignment or a call, without its semicolon. */
    private Tree.Statement simple() {
        Tree.At at = peek().at();
        if (peek().kind() == Token.Kind.END) {
            throw expected("a statement or '}'");
        }
        Tree.Expression left = expression();
        boolean assignable = left instanceof Tree.Name || left instanceof Tree.Load;
        if (assignable && accept("++")) {
            return new Tree.Assign(at, left, "+", new Tree.Number(at, 1));
        }
        if (assignable && peek().kind() == Token.Kind.MARK && ASSIGNMENTS.contains(peek().text())) {
            String mark = take().text();
            return new Tree.Assign(at, left, mark.substring(0, mark.length() - 1), expression());
        }
        if (left instanceof Tree.Call || left instanceof Tree.CallThrough) {
            return new Tree.Evaluate(at, left);
        }
        throw assignable ? expected("an assignment such as '=', '|=' or '++'") : error(at, "expected an assignment or a call");
    }

    private Tree.Expression parenthesised() {
        expect("(");
        Tree.Expression e = expression();
        expect(")");
        return e;
    }

    private Tree.Expression expression() {
        deeper();
        Tree.Expression e = binary(0);
        if (peek().is("?")) {
            Tree.At at = take().at();
            Tree.Expression then = expression();
            expect(":");
            Tree.Expression otherwise = expression();
            e = new Tree.Choice(at, e, then, otherwise, height(at, e, then, otherwise));
        }
        depth--;
        return e;
    }

    /** Binary operators by precedence climbing: those that bind at least as tightly as {@code lowest}, left to right. */
    private Tree.Expression binary(int lowest) {
        Tree.Expression left = unary();
        while (true) {
            Token operator = peek();
            int strength = operator.kind() == Token.Kind.MARK ? strength(operator.text()) : -1;
            if (strength < lowest) {
                return left;
            }
            take();
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
        Token first = peek();
        Tree.At at = first.at();
        if (first.is("-") || first.is("!") || first.is("~") || first.is("*")) {
            take();
            deeper();
            Tree.Expression operand = unary();
            depth--;
            return first.is("*") ? new Tree.Load(at, operand, 0, height(at, operand))
                    : new Tree.Unary(at, first.text(), operand, height(at, operand));
        }
        if (first.is("&")) {
            take();
            return new Tree.Reference(at, name("the name of a routine or a field after '&'").text());
        }
        return primary();
    }

    private Tree.Expression primary() {
        Token first = peek();
        if (first.kind() == Token.Kind.NUMBER) {
            take();
            return new Tree.Number(first.at(), first.value());
        }
        if (first.is("(")) {
            Tree.Expression inner = parenthesised();
            if (!peek().is("(")) {
                return inner;
            }
            if (!(inner instanceof Tree.Load callee)) {
                throw error(first.at(), "expected a name or '(*reference)' before the arguments of a call");
            }
            List<Tree.Expression> arguments = arguments();
            return new Tree.CallThrough(first.at(), callee.address(), arguments, height(first.at(), arguments, callee.height()));
        }
        Token name = name("an expression");
        if (!peek().is("(")) {
            return new Tree.Name(name.at(), name.text());
        }
        List<Tree.Expression> arguments = arguments();
        return new Tree.Call(name.at(), name.text(), arguments, height(name.at(), arguments, 0));
    }

    private List<Tree.Expression> arguments() {
        take();
        var arguments = new ArrayList<Tree.Expression>();
        if (!accept(")")) {
            do {
                arguments.add(expression());
            } while (accept(","));
            expect(")");
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
        if (height >= DEEPEST) {
            throw error(at, "expected an expression of at most " + DEEPEST + " nested operators");
        }
        return height + 1;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw error(peek().at(), "expected at most " + DEEPEST + " levels of nesting");
        }
    }

    private Token name(String what) {
        Token token = peek();
        if (token.kind() != Token.Kind.NAME || RESERVED.contains(token.text())) {
            throw expected(what);
        }
        return take();
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** The next word, passed; the end is never passed. */
    private Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    private boolean accept(String mark) {
        if (!peek().is(mark)) {
            return false;
        }
        take();
        return true;
    }

    private Token expect(String mark) {
        if (!peek().is(mark)) {
            throw expected("'" + mark + "'");
        }
        return take();
    }

    private ListingException expected(String what) {
        return error(peek().at(), "expected " + what + " but found " + peek().found());
    }

    private ListingException error(Tree.At at, String message) {
        return new ListingException(source, at.line(), at.column(), message);
    }
}
