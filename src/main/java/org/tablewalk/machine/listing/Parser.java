package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a listing into a {@link Tree}: its variables, routines and statements. Recursion is bounded by {@link Tokens#DEEPEST}. */
final class Parser {
    private static final Set<String> ASSIGNMENTS = Set.of("=", "|=", "&=", "^=", "+=", "-=", "<<=", ">>=");

    private final String source;
    private final Tokens tokens;
    private final ExpressionParser expressions;

    Parser(Source source) {
        this.source = source.name();
        tokens = new Tokens(source);
        expressions = new ExpressionParser(tokens);
    }

    Tree.Unit unit() {
        Tree.Name era = null;
        var variables = new ArrayList<Tree.Variable>();
        var routines = new ArrayList<Tree.Routine>();
        while (tokens.peek().kind() != Token.Kind.END) {
            if (tokens.peek().is("percpu") || tokens.peek().is("shared")) {
                boolean perCpu = tokens.take().is("percpu");
                do {
                    Token name = tokens.name("the name of a variable");
                    variables.add(new Tree.Variable(name.at(), name.text(), perCpu));
                } while (tokens.accept(","));
                tokens.expect(";");
            } else if (tokens.peek().is("routine")) {
                routines.add(routine());
            } else if (tokens.peek().is("era") && era == null) {
                tokens.take();
                Token name = tokens.name("the name of an era");
                era = new Tree.Name(name.at(), name.text());
                tokens.expect(";");
            } else {
                throw tokens.expected("'routine', 'percpu', 'shared' or, once, 'era'");
            }
        }
        return new Tree.Unit(new Tree.At(1, 1), source, era, variables, routines);
    }

    private Tree.Routine routine() {
        tokens.take();
        Token name = tokens.name("the name of the routine");
        tokens.expect("(");
        var parameters = new ArrayList<Tree.Name>();
        if (!tokens.accept(")")) {
            do {
                Token parameter = tokens.name("the name of a parameter");
                parameters.add(new Tree.Name(parameter.at(), parameter.text()));
            } while (tokens.accept(","));
            tokens.expect(")");
        }
        Tree.Block body = block();
        return new Tree.Routine(name.at(), name.text(), parameters, body, tokens.lastLine());
    }

    private Tree.Block block() {
        Tree.At at = tokens.expect("{").at();
        var statements = new ArrayList<Tree.Statement>();
        while (!tokens.peek().is("}")) {
            statements.add(statement());
        }
        tokens.take();
        return new Tree.Block(at, statements);
    }

    private Tree.Statement statement() {
        tokens.deeper();
        Token first = tokens.peek();
        Tree.At at = first.at();
        Tree.Statement statement = switch (first.kind() == Token.Kind.END ? "" : first.text()) {
            case "{" -> block();
            case "if" -> {
                tokens.take();
                Tree.Expression condition = expressions.parenthesised();
                Tree.Statement then = statement();
                yield new Tree.If(at, condition, then, tokens.accept("else") ? statement() : null);
            }
            case "while" -> {
                tokens.take();
                Tree.Expression condition = expressions.parenthesised();
                yield new Tree.Loop(at, null, condition, null, statement());
            }
            case "for" -> forLoop(at);
            case "do" -> {
                tokens.take();
                Tree.Statement body = statement();
                Tree.At conditionAt = tokens.expect("while").at();
                Tree.Expression condition = expressions.parenthesised();
                tokens.expect(";");
                yield new Tree.DoWhile(at, body, condition, conditionAt);
            }
            case "switch" -> switchOn(at);
            case "break" -> {
                tokens.take();
                tokens.expect(";");
                yield new Tree.Break(at);
            }
            case "continue" -> {
                tokens.take();
                tokens.expect(";");
                yield new Tree.Continue(at);
            }
            case "return" -> {
                tokens.take();
                Tree.Expression value = tokens.peek().is(";") ? null : expressions.expression();
                tokens.expect(";");
                yield new Tree.Return(at, value);
            }
            case ";" -> {
                tokens.take();
                yield new Tree.Block(at, List.of());
            }
            default -> {
                Tree.Statement simple = simple();
                tokens.expect(";");
                yield simple;
            }
        };
        tokens.shallower();
        return statement;
    }

    private Tree.Statement forLoop(Tree.At at) {
        tokens.take();
        tokens.expect("(");
        Tree.Statement first = tokens.peek().is(";") ? null : simple();
        tokens.expect(";");
        Tree.Expression condition = tokens.peek().is(";") ? null : expressions.expression();
        tokens.expect(";");
        Tree.Statement update = tokens.peek().is(")") ? null : simple();
        tokens.expect(")");
        return new Tree.Loop(at, first, condition, update, statement());
    }

    private Tree.Statement switchOn(Tree.At at) {
        tokens.take();
        Tree.Expression value = expressions.parenthesised();
        tokens.expect("{");
        var groups = new ArrayList<Tree.Group>();
        while (!tokens.accept("}")) {
            Tree.At groupAt = tokens.peek().at();
            var labels = new ArrayList<Tree.Expression>();
            boolean otherwise = false;
            while (tokens.peek().is("case") || tokens.peek().is("default")) {
                if (tokens.take().is("case")) {
                    labels.add(expressions.expression());
                } else {
                    otherwise = true;
                }
                tokens.expect(":");
            }
            if (labels.isEmpty() && !otherwise) {
                throw tokens.expected("'case', 'default' or '}'");
            }
            var body = new ArrayList<Tree.Statement>();
            while (!tokens.peek().is("case") && !tokens.peek().is("default") && !tokens.peek().is("}")) {
                body.add(statement());
            }
            groups.add(new Tree.Group(groupAt, labels, otherwise, body));
        }
        return new Tree.Switch(at, value, groups);
    }

    /** An assignment or a call, without its semicolon. */
    private Tree.Statement simple() {
        Tree.At at = tokens.peek().at();
        if (tokens.peek().kind() == Token.Kind.END) {
            throw tokens.expected("a statement or '}'");
        }
        Tree.Expression left = expressions.expression();
        boolean assignable = left instanceof Tree.Name || left instanceof Tree.Load;
        if (assignable && tokens.accept("++")) {
            return new Tree.Assign(at, left, "+", new Tree.Number(at, 1));
        }
        if (assignable && tokens.peek().kind() == Token.Kind.MARK && ASSIGNMENTS.contains(tokens.peek().text())) {
            String mark = tokens.take().text();
            return new Tree.Assign(at, left, mark.substring(0, mark.length() - 1), expressions.expression());
        }
        if (left instanceof Tree.Call || left instanceof Tree.CallThrough) {
            return new Tree.Evaluate(at, left);
        }
        throw assignable ? tokens.expected("an assignment such as '=', '|=' or '++'") : tokens.error(at, "expected an assignment or a call");
    }
}
