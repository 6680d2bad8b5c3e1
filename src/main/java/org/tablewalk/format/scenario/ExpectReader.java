package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.check.judge.Property;
import org.tablewalk.format.FormatException;

/** Reads what a scenario file expects of its runs: for each property {@code holds} or {@code violated}, which may follow from a parameter. */
final class ExpectReader {
    private final ScenarioReader.Context context;
    private final List<Parameter> parameters;

    ExpectReader(ScenarioReader.Context context, List<Parameter> parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    List<Expected> expectations(Node node) throws FormatException {
        if (!(node instanceof Node.Struct struct)) {
            throw context.error(node, "expected 'expect' to be an object, found " + node.kind());
        }
        List<Expected> all = new ArrayList<>();
        for (var member : struct.members().entrySet()) {
            Node.Member m = member.getValue();
            Property property = Property.of(member.getKey());
            if (property == null) {
                throw context.error(m.line(), m.column(), "no property '" + member.getKey() + "'" + Names.suggest(member.getKey(), Property.words())
                        + "; expected harm, breach, progress or the id of a rule, as the command rules lists them");
            }
            all.add(expected(property, Quoted.plain(member.getKey(), m.line(), m.column()), m.value()));
        }
        return List.copyOf(all);
    }

    private Expected expected(Property property, Quoted at, Node node) throws FormatException {
        if (!(node instanceof Node.Struct)) {
            return new Expected(property, at, verdict(node), null, Map.of());
        }
        var f = new Fields(context, node, "an expectation that follows from a parameter", "by", "cases", "otherwise");
        Quoted by = f.quoted("by");
        Parameter parameter = parameters.stream().filter(p -> p.name().equals(by.text())).findFirst().orElse(null);
        if (parameter == null) {
            throw context.error(by, "expected the name of a parameter, found '" + by.text() + "'"
                    + Names.suggest(by.text(), parameters.stream().map(Parameter::name).toList()));
        }
        if (!(f.node("cases") instanceof Node.Struct struct)) {
            throw context.error(f.node("cases"), "expected 'cases' to be an object, found " + f.node("cases").kind());
        }
        Map<String, Quoted> cases = new LinkedHashMap<>();
        for (var c : struct.members().entrySet()) {
            String value = parameter.normal(c.getKey());
            if (value == null) {
                throw context.error(c.getValue().line(), c.getValue().column(), "expected a value of " + parameter.name() + " (" + parameter.range() + "), found '"
                        + c.getKey() + "'");
            }
            cases.put(value, verdict(c.getValue().value()));
        }
        return new Expected(property, at, f.has("otherwise") ? verdict(f.node("otherwise")) : null, parameter.name(), cases);
    }

    private Quoted verdict(Node node) throws FormatException {
        String word = node instanceof Node.Text text ? text.quoted().text() : null;
        if (!Expected.HOLDS.equals(word) && !Expected.VIOLATED.equals(word)) {
            throw context.error(node, "expected 'holds' or 'violated', found " + (word == null ? node.kind() : "'" + word + "'"));
        }
        return ((Node.Text) node).quoted();
    }
}
