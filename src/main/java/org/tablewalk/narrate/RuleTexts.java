package org.tablewalk.narrate;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.listing.Program;

/**
 * What the rules say, from the bundle {@code rules}: of each rule its name, the sentence of a finding, what would have been legal, its source and how sure that is. Every answer and
 * every view says them alike. Immutable; any thread may use it.
 */
public final class RuleTexts {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

    private final ResourceBundle bundle = ResourceBundle.getBundle("org.tablewalk.narrate.rules", Locale.ROOT);
    private final Words words = new Words(new Templates());
    private final Program program;
    private final IntFunction<String> operations;

    /** Texts that are about no run in particular. */
    public RuleTexts() {
        this(null, Integer::toString);
    }

    /**
     * Texts about a run.
     *
     * @param program    what it runs, or null if there are no listings
     * @param operations mnemonics of TLBI operations, as its events number them
     */
    public RuleTexts(Program program, IntFunction<String> operations) {
        this.program = program;
        this.operations = operations;
    }

    /** A short name. */
    public String name(Rule rule) {
        return text(rule, "name");
    }

    /** What would have been legal. */
    public String legal(Rule rule) {
        return text(rule, "legal");
    }

    /** Where the rule comes from. */
    public String source(Rule rule) {
        return text(rule, "source");
    }

    /** How sure it is: verified, secondary, inferred or defined. */
    public String sure(Rule rule) {
        return text(rule, "sure");
    }

    /** A finding in a sentence. */
    public String sentence(Finding f) {
        return fill(text(f.rule(), "sentence"), word -> switch (word) {
            case "cpu" -> Integer.toString(f.actor());
            case "entry" -> Words.address(f.entry());
            case "address" -> Words.address(f.address());
            case "number" -> Long.toString(f.detail());
            case "hex" -> Words.address(f.detail());
            case "access" -> words.anAccess((int) f.detail());
            case "error" -> Words.result(f.detail());
            case "operation" -> operations.apply((int) f.detail()).toUpperCase(Locale.ROOT);
            case "invariant" -> text(f.rule(), Long.toString(f.detail()));
            case "line" -> program == null ? Long.toString(f.detail()) : words.line(program, (int) f.detail(), "rule.line", "idle");
            default -> throw new IllegalStateException("{" + word + "} in the sentence of " + f.rule().id());
        });
    }

    /** The sentence with its words for numbers left as they are. */
    public String pattern(Rule rule) {
        return text(rule, "sentence");
    }

    /** One thing that is owed. */
    public String owed(Debt.Item item) {
        return bundle.getString(Rule.OWED.id() + "." + item.name().toLowerCase(Locale.ROOT));
    }

    private String text(Rule rule, String part) {
        return bundle.getString(rule.id() + "." + part);
    }

    private static String fill(String template, UnaryOperator<String> value) {
        return PLACEHOLDER.matcher(template).replaceAll(m -> Matcher.quoteReplacement(value.apply(m.group(1))));
    }
}
