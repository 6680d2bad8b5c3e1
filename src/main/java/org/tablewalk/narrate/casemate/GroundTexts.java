package org.tablewalk.narrate.casemate;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import org.tablewalk.check.casemate.Ground;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.narrate.RuleTexts;
import org.tablewalk.narrate.Words;

/** Grounds of the architecture's verdict on a trace, in words. */
public final class GroundTexts {
    private final ResourceBundle texts = ResourceBundle.getBundle("org.tablewalk.narrate.grounds", Locale.ROOT);
    private final RuleTexts rules;
    private final IntToLongFunction ids;

    /**
     * Texts about a trace.
     *
     * @param operations mnemonics of TLBI operations, as events number them
     * @param ids        the number that the trace gives to the record of an index
     */
    public GroundTexts(IntFunction<String> operations, IntToLongFunction ids) {
        rules = new RuleTexts(null, operations);
        this.ids = ids;
    }

    /** One ground. */
    public String text(Ground ground) {
        return switch (ground) {
            case Ground.Broken g -> text("broken", g.finding().rule().id(), rules.sentence(g.finding()), owed(g.owed()),
                    g.cause() == null ? "" : text("cause", id(g.cause()), rules.sentence(g.cause())));
            case Ground.Doubtful g -> text("doubtful", id(g.finding()), g.finding().rule().id(), rules.sentence(g.finding()));
            case Ground.UnknownBefore g -> text("before", ids.applyAsLong(g.record()), Words.address(g.entry()));
            case Ground.ChangedByOther g -> text("other", ids.applyAsLong(g.record()), Words.address(g.entry()));
            case Ground.SharedId g -> text("shared", g.id() < 0 ? text("shared.el2") : text("shared.vmid", g.id()));
            case Ground.TooMuch g -> text("much", ids.applyAsLong(g.record()));
            case Ground.Owed g -> text("end", Words.address(g.debt().entry()), owed(g.debt().owed()));
        };
    }

    private String owed(List<Debt.Item> items) {
        return items.isEmpty() ? "" : text("owed", items.stream().map(rules::owed).collect(Collectors.joining(", ")));
    }

    private long id(Finding finding) {
        return ids.applyAsLong((int) finding.step());
    }

    private String text(String key, Object... operands) {
        return texts.getString(key).formatted(operands);
    }
}
