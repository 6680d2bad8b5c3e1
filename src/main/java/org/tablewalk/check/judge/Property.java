package org.tablewalk.check.judge;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be expected to hold, or asked for: that none of some rules is broken.
 *
 * @param word  a rule's id; {@code harm} or {@code breach} for all rules of that grade; {@code progress} for {@link Rule#STUCK} and {@link Rule#LIVELOCK}
 * @param rules that it is about; never empty
 */
public record Property(String word, Set<Rule> rules) {
    private static final String PROGRESS = "progress";

    public Property {
        rules = Set.copyOf(rules);
    }

    /** The property of that word, or null. */
    public static Property of(String word) {
        if (word.equals(PROGRESS)) {
            return new Property(word, EnumSet.of(Rule.STUCK, Rule.LIVELOCK));
        }
        Set<Rule> rules = Arrays.stream(Rule.values()).filter(rule -> rule.id().equals(word) || rule.grade() != Grade.DEBT && rule.grade().word().equals(word))
                .collect(Collectors.toSet());
        return rules.isEmpty() ? null : new Property(word, rules);
    }

    /** All words there are. */
    public static List<String> words() {
        return Stream.concat(Stream.of(Grade.HARM.word(), Grade.BREACH.word(), PROGRESS), Arrays.stream(Rule.values()).map(Rule::id)).toList();
    }
}
