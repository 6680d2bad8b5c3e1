package org.tablewalk.viewmodel.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.narrate.RuleTexts;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.check.Judgement;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.trace.Mark;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.Rows;
import org.tablewalk.viewmodel.Signed;
import org.tablewalk.viewmodel.kind.Moment;

/** The verdict on the run shown as far as it is recorded, seen from every step, and what was found in it. Choosing a finding leads to it. */
public final class VerdictViewModel {
    private final LongConsumer seek;
    private final LongConsumer look;
    private final Messages messages;
    private final FindingSigns signs;
    private final ReadOnlyObjectWrapper<Standing> standing = new ReadOnlyObjectWrapper<>(Standing.NOTHING);
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper whole = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper explanation = new ReadOnlyStringWrapper("");
    private RuleTexts rules = new RuleTexts();
    private Subject spoken;
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    private final ObservableList<FindingRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyBooleanWrapper wrong = new ReadOnlyBooleanWrapper();
    private final SimpleBooleanProperty active = new SimpleBooleanProperty();
    private final ReadOnlyIntegerWrapper requests = new ReadOnlyIntegerWrapper();
    private Moment moment;
    private Moment before;
    private List<Object> summed = List.of();
    private Finding worst;
    private Mark outcome;
    private Finding last;

    /**
     * A verdict on nothing.
     *
     * @param seek goes to a step
     * @param look shows an entry, by its address
     */
    public VerdictViewModel(FontMetrics metrics, LongConsumer seek, LongConsumer look, Messages messages) {
        this.seek = seek;
        this.look = look;
        this.messages = messages;
        signs = new FindingSigns(metrics, this::sentence, this::press);
        active.addListener((property, before, now) -> fill());
    }

    /** Shows the signs of a moment: with every picture. */
    public void sign(Moment now) {
        moment = now;
        signs.show(now);
    }

    /** Shows a moment in words. */
    public void show(Moment now) {
        moment = now;
        Judgement judgement = now.frame().judgement();
        sum(judgement);
        outcome = judgement.judged() || !now.open() ? null : Outcome.worst(now.frame().marks());
        whole.set(worst == null || !now.open() ? "" : sentence(worst));
        if (!now.open()) {
            tell(Standing.NOTHING, messages.text("verdict.nothing"));
        } else if (now.frame().loop() != null) {
            tell(Standing.HARM, messages.text("verdict.loop", Numbers.grouped(now.frame().loop().steps())));
        } else if (worst != null) {
            tell(Standing.of(worst.rule().grade()), messages.text("verdict.at", rules.name(worst.rule()), who(worst), Numbers.grouped(worst.step() + 1)));
        } else if (outcome != null) {
            tell(Standing.HARM, Outcome.text(outcome, now, messages));
        } else if (!judgement.judged()) {
            tell(Standing.UNJUDGED, messages.text("verdict.unjudged"));
        } else if (now.frame().length() == 0) {
            tell(Standing.NOTHING, messages.text("verdict.start"));
        } else if (!judgement.debts().isEmpty()) {
            tell(Standing.DEBT, messages.count("verdict.owed", judgement.debts().size()));
        } else {
            tell(Standing.CLEAN, messages.text(now.frame().ended() ? "verdict.clean" : "verdict.cleanSoFar", Numbers.grouped(now.frame().length())));
        }
        fill();
    }

    private void tell(Standing how, String words) {
        standing.set(how);
        text.set(words);
    }

    /** Counts what was found, if that is not what was counted last. */
    private void sum(Judgement judgement) {
        List<Object> key = List.of(moment.frame().run(), judgement.findings().size(), judgement.unkept());
        if (key.equals(summed) && moment.sameSubject(before)) {
            return;
        }
        summed = key;
        before = moment;
        worst = judgement.worst();
        wrong.set(worst != null);
        long[] found = new long[Grade.values().length];
        for (Finding f : judgement.findings()) {
            found[f.rule().grade().ordinal()]++;
        }
        List<String> parts = new ArrayList<>();
        for (Grade grade : List.of(Grade.HARM, Grade.BREACH)) {
            if (found[grade.ordinal()] > 0) {
                parts.add(messages.count("verdict.count." + grade, found[grade.ordinal()]));
            }
        }
        if (judgement.unkept() > 0) {
            parts.add(messages.text("verdict.unkept", Numbers.grouped(judgement.unkept())));
        }
        counts.set(String.join(", ", parts));
    }

    /** A finding of the moment shown, in a sentence. */
    public String sentence(Finding f) {
        Subject subject = moment.frame().subject();
        if (subject != spoken) {
            spoken = subject;
            rules = new RuleTexts(subject instanceof ScenarioRun run ? run.source().blueprint().program() : null, subject::tlbiName);
        }
        return rules.sentence(f);
    }

    private void fill() {
        if (moment == null || !active.get()) {
            return;
        }
        var now = new ArrayList<FindingRow>();
        for (List<Finding> cause : Causes.of(moment.frame().judgement().findings())) {
            String first = sentence(cause.getFirst());
            now.add(row(cause.getFirst(), first, cause.size()));
            if (cause.size() > 1) {
                // What the cause says already need not be read again.
                cause.forEach(f -> now.add(row(f, sentence(f).equals(first) ? "" : sentence(f), 0)));
            }
        }
        Rows.update(rows, now);
        chosen.set(place(last));
    }

    private FindingRow row(Finding f, String words, int count) {
        return new FindingRow(Standing.of(f.rule().grade()), words, f.step() + 1, who(f), entry(f), count, f, f.step() + 1 == moment.frame().position());
    }

    private String who(Finding f) {
        return messages.text(moment.threads() ? "thread" : "cpu", f.actor());
    }

    private String entry(Finding f) {
        return f.entry() == 0 ? "" : moment.reading().marks().entry(f.entry());
    }

    private int place(Finding f) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).finding().equals(f) && (!rows.get(i).cause() || rows.get(i).count() == 1)) {
                return i;
            }
        }
        return -1;
    }

    /** Leads to the list of what was found, and to that of properties. */
    public void list() {
        requests.set(requests.get() + 1);
    }

    /** Leads to the worst that was found; with nothing found, the list says so. */
    public void open() {
        requests.set(requests.get() + 1);
        if (worst != null) {
            go(worst);
        } else if (outcome != null) {
            seek.accept(outcome.position() + 1);
        }
    }

    /** Leads to the finding of a row. */
    public void choose(FindingRow row) {
        go(row.finding());
    }

    private void press(Target target) {
        for (Finding f : moment.frame().judgement().findings()) {
            if (f.step() == target.a() && f.actor() == target.b()) {
                requests.set(requests.get() + 1);
                go(f);
                return;
            }
        }
        seek.accept(target.a() + 1);
    }

    private void go(Finding f) {
        last = f;
        explain(f.rule());
        seek.accept(f.step() + 1);
        if (f.entry() != 0) {
            look.accept(f.entry());
        }
        chosen.set(place(f));
    }

    /** Says what would have been legal, by a rule; null: nothing. */
    public void explain(Rule rule) {
        explanation.set(rule == null ? "" : messages.text("verdict.explanation", rules.name(rule), rules.legal(rule), rules.source(rule), rules.sure(rule)));
    }

    /** What would have been legal, the rule's source, and how sure it is; empty while no rule was chosen. */
    public ReadOnlyStringProperty explanationProperty() {
        return explanation.getReadOnlyProperty();
    }

    /** How the run stands. */
    public ReadOnlyObjectProperty<Standing> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    /** The worst that was found, in its whole sentence; empty for none. */
    public ReadOnlyStringProperty wholeProperty() {
        return whole.getReadOnlyProperty();
    }

    /** The verdict in few words. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** How many findings of each grade; empty for none. */
    public ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** The findings by cause; filled while somebody looks. */
    public ObservableList<FindingRow> rows() {
        return rows;
    }

    /** Place of the finding that was led to last among the rows, or -1. */
    public ReadOnlyIntegerProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** Whether something was found. */
    public ReadOnlyBooleanProperty wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    /** Whether somebody looks at the list. */
    public SimpleBooleanProperty activeProperty() {
        return active;
    }

    /** Grows whenever the list is wanted. */
    public ReadOnlyIntegerProperty openRequests() {
        return requests.getReadOnlyProperty();
    }

    /** How pictures sign what was found. */
    public Signed signs() {
        return signs;
    }
}
