package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.format.FormatException;

/** Reads what a scenario file says of its parameters: their shapes, and defaults that may follow from other parameters. */
final class ParameterReader {
    private static final int MAX_PARAMETERS = 64;

    private final ScenarioReader.Context context;

    ParameterReader(ScenarioReader.Context context) {
        this.context = context;
    }

    /** The parameters of a scenario, in their order; the context knows their names from then on. */
    List<Parameter> parameters(Node node) throws FormatException {
        List<Parameter> parameters = new ArrayList<>();
        if (!(node instanceof Node.Struct struct)) {
            throw context.error(node, "expected 'parameters' to be an object, found " + node.kind());
        }
        for (var member : struct.members().entrySet()) {
            Node.Member m = member.getValue();
            if (parameters.size() == MAX_PARAMETERS) {
                throw context.error(m.line(), m.column(), "expected at most " + MAX_PARAMETERS + " parameters, found more");
            }
            if (!member.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw context.error(m.line(), m.column(), "expected a parameter's name of letters, digits and _, found '"
                        + member.getKey() + "'");
            }
            Parameter p = parameter(member.getKey(), m, parameters);
            parameters.add(p);
            context.parameters().add(p.name());
        }
        return List.copyOf(parameters);
    }

    private Parameter parameter(String name, Node.Member member, List<Parameter> earlier) throws FormatException {
        var f = new Fields(context, member.value(), "a parameter", "type", "help", "min", "max", "options", "constant", "default");
        String type = f.text("type");
        String help = f.text("help", "");
        boolean constant = f.truth("constant");
        Parameter shape = switch (type) {
            case "integer" -> {
                long min = f.fixed("min", 0, Long.MAX_VALUE);
                yield new Parameter.Whole(name, help, null, min, f.fixed("max", min, Long.MAX_VALUE), constant,
                        member.line(), member.column());
            }
            case "choice" -> new Parameter.Choice(name, help, null, options(f), constant, member.line(), member.column());
            case "flag" -> new Parameter.Flag(name, help, null, constant, member.line(), member.column());
            default -> throw context.error(f.node("type"), "expected a type of integer, choice or flag, found '" + type + "'");
        };
        var preset = preset(f.node("default"), shape, earlier);
        return switch (shape) {
            case Parameter.Whole p -> new Parameter.Whole(name, help, preset, p.min(), p.max(), constant, p.line(), p.column());
            case Parameter.Choice p -> new Parameter.Choice(name, help, preset, p.options(), constant, p.line(), p.column());
            case Parameter.Flag p -> new Parameter.Flag(name, help, preset, constant, p.line(), p.column());
        };
    }

    private List<Quoted> options(Fields f) throws FormatException {
        f.node("options");
        List<Quoted> options = f.strings("options", ScenarioReader.MAX_ITEMS);
        Set<String> seen = new HashSet<>();
        for (Quoted option : options) {
            if (!option.text().matches("[A-Za-z0-9._-]{1,64}")) {
                throw context.error(option, "expected an option of letters, digits, '.', '_' and '-', found '" + option.text() + "'");
            }
            if (!seen.add(option.text())) {
                throw context.error(option, "the option '" + option.text() + "' is given twice");
            }
        }
        if (options.isEmpty()) {
            throw context.error(f.node("options"), "expected at least one option, found none");
        }
        return options;
    }

    private Parameter.Default preset(Node node, Parameter shape, List<Parameter> earlier) throws FormatException {
        if (!(node instanceof Node.Struct)) {
            return new Parameter.Default(value(node, shape), null, Map.of());
        }
        var f = new Fields(context, node, "a default that follows from another parameter", "by", "cases", "otherwise");
        Quoted by = f.quoted("by");
        Parameter other = earlier.stream().filter(p -> p.name().equals(by.text())).findFirst().orElse(null);
        if (other == null) {
            throw context.error(by, "expected the name of a parameter given before this one, found '" + by.text() + "'");
        }
        if (!(f.node("cases") instanceof Node.Struct struct)) {
            throw context.error(f.node("cases"), "expected 'cases' to be an object, found " + f.node("cases").kind());
        }
        Map<String, String> cases = new LinkedHashMap<>();
        for (var c : struct.members().entrySet()) {
            String value = other.normal(c.getKey());
            if (value == null) {
                throw context.error(c.getValue().line(), c.getValue().column(), "expected a value of " + other.name() + " ("
                        + other.range() + "), found '" + c.getKey() + "'");
            }
            cases.put(value, value(c.getValue().value(), shape));
        }
        return new Parameter.Default(value(f.node("otherwise"), shape), other.name(), cases);
    }

    private String value(Node node, Parameter shape) throws FormatException {
        String text = switch (node) {
            case Node.Numeral n -> n.text();
            case Node.Truth t -> Boolean.toString(t.value());
            case Node.Text t -> t.quoted().text();
            default -> null;
        };
        String value = text == null ? null : shape.normal(text);
        if (value == null) {
            throw context.error(node, "expected a value of " + shape.name() + " (" + shape.range() + "), found "
                    + (text == null ? node.kind() : "'" + text + "'"));
        }
        return value;
    }
}
