package org.tablewalk.format.scenario;

import java.util.Map;
import java.util.Optional;
import org.tablewalk.check.judge.Expectation;
import org.tablewalk.check.judge.Property;

/**
 * What a scenario file expects of a property; the answer may follow from a parameter.
 *
 * @param at     where the property's word stands
 * @param always {@code holds} or {@code violated} unless a case says otherwise; or null: then nothing is expected
 * @param by     name of the parameter it follows from, or null
 * @param cases  by value of that parameter
 */
public record Expected(Property property, Quoted at, Quoted always, String by, Map<String, Quoted> cases) {
    /** The word for what no run breaks. */
    static final String HOLDS = "holds";
    /** The word for what some run breaks. */
    static final String VIOLATED = "violated";

    /** What is expected with these values of the parameters. */
    Optional<Expectation> in(Map<String, String> values) {
        Quoted word = by == null ? always : cases.getOrDefault(values.get(by), always);
        return Optional.ofNullable(word).map(w -> new Expectation(property, w.text().equals(HOLDS)));
    }
}
