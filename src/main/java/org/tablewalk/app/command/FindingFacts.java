package org.tablewalk.app.command;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.narrate.RuleTexts;
import org.tablewalk.narrate.Words;

/** A judgement as answers tell it. */
final class FindingFacts {
    /**
     * A finding, the first of its cause.
     *
     * @param step  that shows it, counted as {@code state --step} counts
     * @param entry of a table it is about, or null
     * @param address it is about, or null
     * @param times how often the run shows it
     * @param expected whether the scenario says that some run breaks the rule
     */
    record Found(String rule, String grade, long step, int actor, String sentence, String entry, String address, String legal, String source, String sure,
            int times, boolean expected) {}

    /**
     * Something that is owed at the end.
     *
     * @param address of the first byte that the entry translates
     * @param owed    what, in the order in which it is to be done
     * @param ended   whether the code that owes has ended
     * @param users   CPUs that may still use the old translation; empty if that is not known
     */
    record Owed(String entry, int level, String address, int debtor, List<String> owed, boolean ended, List<Integer> users) {}

    private final RuleTexts texts;
    private final Judgement judgement;
    private final Report report;

    FindingFacts(RuleTexts texts, Judgement judgement, Report report) {
        this.texts = texts;
        this.judgement = judgement;
        this.report = report;
    }

    List<Found> findings() {
        return judgement.findings().stream().map(this::fact).toList();
    }

    private Found fact(Judgement.Repeated r) {
        var f = r.first();
        return new Found(f.rule().id(), f.rule().grade().word(), f.step() + 1, f.actor(), texts.sentence(f), hex(f.entry()), hex(f.address()), texts.legal(f.rule()),
                texts.source(f.rule()), texts.sure(f.rule()), r.times(), judgement.expected(f.rule()));
    }

    private static String hex(long address) {
        return address == 0 ? null : Json.hex(address);
    }

    List<Owed> debts() {
        return judgement.debts().stream().map(d -> new Owed(Json.hex(d.entry()), d.level(), Json.hex(d.ipa()), d.debtor(), d.owed().stream().map(Enum::name)
                .map(name -> name.toLowerCase(Locale.ROOT)).toList(), d.told(), report.users(d))).toList();
    }

    /** The findings by grade, each cause once, with what would have been legal where a rule is named first; then what is owed. */
    void print(PrintWriter out) {
        for (Grade grade : Grade.values()) {
            var of = judgement.findings().stream().filter(r -> r.first().rule().grade() == grade).toList();
            if (!of.isEmpty()) {
                out.println(grade.word() + ":");
            }
            Set<Rule> named = EnumSet.noneOf(Rule.class);
            for (var r : of) {
                var f = r.first();
                out.println("  step " + (f.step() + 1) + ", " + f.rule().id() + ": " + Terminal.plain(texts.sentence(f)) + (r.times() == 1 ? "" : " (" + r.times() + " times)")
                        + (judgement.expected(f.rule()) ? " [expected]" : ""));
                if (named.add(f.rule())) {
                    out.println("    legal: " + texts.legal(f.rule()));
                }
            }
        }
        if (!judgement.debts().isEmpty()) {
            out.println("owed:");
            judgement.debts().forEach(d -> out.println("  " + owed(d)));
        }
    }

    private String owed(Debt d) {
        var users = report.users(d);
        return "for " + Words.address(d.entry()) + " (level " + d.level() + ", from " + Words.address(d.ipa()) + "), by CPU " + d.debtor() + (d.told() ? ", whose code has ended"
                : "")
                + ": " + d.owed().stream().map(texts::owed).collect(Collectors.joining(", ")) + "; "
                + (users.isEmpty() ? "nobody is known to hold the old translation" : (users.size() == 1 ? "CPU " : "CPUs ") + users.stream().map(String::valueOf)
                        .collect(Collectors.joining(", ")) + " may still use it");
    }
}
