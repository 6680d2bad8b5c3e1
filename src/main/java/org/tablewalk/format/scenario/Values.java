package org.tablewalk.format.scenario;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;

/** A value for every parameter of a scenario. */
public final class Values {
    static final Pattern REFERENCE = Pattern.compile("\\$(\\w*)");

    private static final Map<String, Truth> TRUTHS = truths();

    private enum Truth { FALSE, TRUE }

    private final Scenario scenario;
    private final Map<String, String> texts;

    private Values(Scenario scenario, Map<String, String> texts) {
        this.scenario = scenario;
        this.texts = texts;
    }

    /**
     * Values as the user gave them, and defaults for the rest.
     *
     * @param given by parameter name
     * @throws FormatException if there is no such parameter or the value is not one of it
     */
    public static Values of(Scenario scenario, Map<String, String> given) throws FormatException {
        List<String> names = scenario.parameters().stream().map(Parameter::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new FormatException(new Problem("parameter " + name, 0, 0, "no such parameter in " + scenario.name()
                        + Names.suggest(name, names) + "; it has " + (names.isEmpty() ? "none" : String.join(", ", names))));
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Parameter p : scenario.parameters()) {
            String text = given.get(p.name());
            String value = text == null ? p.preset().in(texts) : p.normal(text);
            if (value == null) {
                throw new FormatException(new Problem("parameter " + p.name(), 0, 0,
                        "expected " + (p instanceof Parameter.Whole ? "" : "one of ") + p.range() + ", found '" + text + "'"));
            }
            texts.put(p.name(), value);
        }
        return new Values(scenario, texts);
    }

    /** The file whose parameters these are. */
    String file() {
        return scenario.file();
    }

    /** All values by name, in the parameters' order. */
    public Map<String, String> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /** A parameter's value as a number. */
    BigInteger number(String name) {
        return scenario.parameter(name).number(texts.get(name));
    }

    /** A word with the parameters in it replaced by their values. */
    public String word(Quoted word) {
        return REFERENCE.matcher(word.text()).replaceAll(m -> Matcher.quoteReplacement(texts.get(m.group(1))));
    }

    /** The constant that a word's value names. */
    public <E extends Enum<E>> E oneOf(Quoted word, String what, Map<String, E> names) throws FormatException {
        E value = names.get(word(word));
        if (value == null) {
            throw error(word, "expected " + what + " of " + String.join(", ", names.keySet()) + ", found '" + word(word) + "'");
        }
        return value;
    }

    /** Whether a word's value is true; else it must be false. */
    public boolean truth(Quoted word, String name) throws FormatException {
        return oneOf(word, "'" + name + "'", TRUTHS) == Truth.TRUE;
    }

    /** An error at a word; the parameters in it are named with their values. */
    public FormatException error(Quoted word, String message) {
        String parameters = REFERENCE.matcher(word.text()).results().map(m -> m.group(1)).distinct()
                .map(this::assignment).collect(Collectors.joining(", "));
        return new FormatException(file(), word.line(), word.column(), message + (parameters.isEmpty() ? "" : " (" + parameters + ")"));
    }

    /** For messages: {@code " ($vcpus is 70)"}, or nothing if no parameter is named. */
    String explain(List<Expression.Reference> references) {
        return references.isEmpty() ? "" : references.stream().map(Expression.Reference::name).distinct()
                .map(this::assignment).collect(Collectors.joining(", ", " (", ")"));
    }

    private static Map<String, Truth> truths() {
        Map<String, Truth> words = new LinkedHashMap<>();
        words.put("false", Truth.FALSE);
        words.put("true", Truth.TRUE);
        return words;
    }

    private String assignment(String name) {
        return "$" + name + " is " + texts.get(name);
    }
}
