package org.tablewalk.viewmodel.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.explore.Progress;
import org.tablewalk.explore.Verdict;
import org.tablewalk.narrate.RuleTexts;
import org.tablewalk.session.Command;
import org.tablewalk.session.Command.Search.Wish;
import org.tablewalk.session.Proof;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.Rows;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.kind.Moment;

/** The verdict on every schedule of what is open, while it is searched for and when it is final; and the runs that violate something. */
public final class ScheduleViewModel {
    private static final int MIB = 20;

    private final Consumer<Command> send;
    private final Function<Finding, String> sentence;
    private final Messages messages;
    private final RuleTexts rules = new RuleTexts();
    private final ReadOnlyObjectWrapper<Standing> standing = new ReadOnlyObjectWrapper<>(Standing.NOTHING);
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper more = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper job = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper scope = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper going = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper failing = new ReadOnlyBooleanWrapper();
    private final ObservableList<PropertyRow> rows = FXCollections.observableArrayList();
    private final UiCommand pause;
    private final UiCommand stop;
    private final UiCommand witness;
    private long shown = -1;
    private Object about;

    /**
     * Nothing is searched.
     *
     * @param sentence of a finding
     */
    public ScheduleViewModel(Consumer<Command> send, Function<Finding, String> sentence, Messages messages) {
        this.sentence = sentence;
        this.send = send;
        this.messages = messages;
        pause = UiCommand.of("schedules.pause", going.getReadOnlyProperty(), () -> send.accept(new Command.Search(paused.get() ? Wish.PROCEED : Wish.PAUSE)));
        stop = UiCommand.of("schedules.stop", going.getReadOnlyProperty(), () -> send.accept(new Command.Search(Wish.STOP)));
        witness = UiCommand.of("schedules.witness", failing.getReadOnlyProperty(), () -> show(rows.getFirst()));
        text.set(messages.text("schedules.none"));
    }

    /** Shows a snapshot of the search, if it is another than the last. Returns whether it was. */
    public boolean show(Proof proof, Moment now) {
        if (proof.version() == shown && about == now.frame().subject()) {
            return false;
        }
        shown = proof.version();
        about = now.frame().subject();
        boolean current = now.open() && proof.subject() == about && proof.phase() != Proof.Phase.NONE;
        going.set(current && proof.going());
        paused.set(current && proof.phase() == Proof.Phase.PAUSED);
        List<PropertyRow> properties = current ? properties(proof) : List.of();
        Rows.update(rows, properties);
        long failed = properties.stream().filter(PropertyRow::violated).count();
        failing.set(failed > 0);
        standing.set(!current ? Standing.NOTHING : failed > 0 ? properties.getFirst().standing() : proof.phase() == Proof.Phase.COMPLETE ? Standing.CLEAN : Standing.UNDECIDED);
        text.set(current ? text(proof, properties.size(), failed) : messages.text(now.threads() ? "schedules.trace" : "schedules.none"));
        more.set(current && proof.phase() != Proof.Phase.FAILED ? messages.text("schedules.more", Numbers.grouped(proof.progress().states()), seconds(proof.progress())) : "");
        job.set(current ? job(proof) : "");
        scope.set(current && !proof.freedoms().isEmpty() ? messages.text(proof.phase() == Proof.Phase.COMPLETE ? "schedules.completeFor" : "schedules.searchedFor",
                String.join(", ", proof.freedoms())) : "");
        return true;
    }

    private List<PropertyRow> properties(Proof proof) {
        List<PropertyRow> properties = new ArrayList<>();
        for (Proof.Answer answer : proof.answers()) {
            boolean violated = answer.verdict() == Verdict.VIOLATED;
            Standing how = violated ? answer.rule() == null ? Standing.HARM : Standing.of(answer.rule().grade())
                    : answer.verdict() == Verdict.HOLDS ? Standing.CLEAN : Standing.UNDECIDED;
            String name = answer.rule() == null ? answer.property().replace('-', ' ') : rules.name(answer.rule());
            String detail = violated && answer.first().finding() != null ? sentence.apply(answer.first().finding()) : "";
            String count = violated ? messages.count("schedules.causes", answer.causes()) : "";
            properties.add(new PropertyRow(how, answer.property(), name, messages.text("schedules." + answer.verdict()), detail, count, answer.rule()));
        }
        properties.sort(Comparator.comparing(PropertyRow::standing).reversed());
        return properties;
    }

    private String text(Proof proof, int properties, long failed) {
        boolean complete = proof.phase() == Proof.Phase.COMPLETE;
        String first = failed > 0 ? messages.count("schedules.fail", failed) : messages.text(complete ? "schedules.hold" : "schedules.soFar", properties);
        return messages.text(switch (proof.phase()) {
            case COMPLETE -> "schedules.complete";
            case RUNNING -> "schedules.running";
            case PAUSED -> "schedules.paused";
            case FAILED -> "schedules.defect";
            default -> "schedules.partial";
        }, first);
    }

    private static String seconds(Progress progress) {
        long tenths = Math.round(progress.seconds() * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    /** What the job does, in numbers. */
    private String job(Proof proof) {
        Progress p = proof.progress();
        return messages.text("schedules.job." + proof.phase(), Numbers.grouped(p.states()), Numbers.grouped(Math.round(p.statesPerSecond())), Numbers.grouped(p.depth()),
                Numbers.grouped(p.bytes() >> MIB), seconds(p), Numbers.grouped(p.states() - p.expanded()), proof.defect());
    }

    /** Shows a shortest run that violates a property. */
    public void show(PropertyRow row) {
        if (row.violated()) {
            send.accept(new Command.Search(Wish.WITNESS, row.property()));
        }
    }

    /** How it stands. */
    public ReadOnlyObjectProperty<Standing> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    /** States and seconds; may be empty. */
    public ReadOnlyStringProperty moreProperty() {
        return more.getReadOnlyProperty();
    }

    /** The verdict in few words. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** States, rate, depth, memory, and what has not been seen. */
    public ReadOnlyStringProperty jobProperty() {
        return job.getReadOnlyProperty();
    }

    /** What the verdict is complete for. */
    public ReadOnlyStringProperty scopeProperty() {
        return scope.getReadOnlyProperty();
    }

    /** Whether it stands still. */
    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    /** The properties, what is violated first. */
    public ObservableList<PropertyRow> rows() {
        return rows;
    }

    /** Pause or go on, stop, show a shortest failing run. */
    public List<UiCommand> commands() {
        return List.of(pause, stop, witness);
    }
}
