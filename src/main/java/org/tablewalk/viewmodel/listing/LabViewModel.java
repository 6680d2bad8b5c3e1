package org.tablewalk.viewmodel.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.edit.EditedScenario;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.edit.ListingText;
import org.tablewalk.format.edit.Weakening;
import org.tablewalk.session.Command;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;

/** What can be done to a line of a listing, and what was done: each change starts the scenario anew with the changed program, and can be taken back. */
public final class LabViewModel {
    private final Consumer<Command> send;
    private final Messages messages;
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper("");
    private final List<UiCommand> commands;
    private final Map<String, ListingText> texts = new HashMap<>();
    private final Map<String, LineOrigins> origins = new HashMap<>();
    private Past done = new Past(List.of(), List.of());
    private Past wanted = done;
    private ScenarioRun run;

    /** Changes, one after the other, and those that were taken back, the last one first. */
    private record Past(List<List<LineEdit>> done, List<List<LineEdit>> undone) {
        List<LineEdit> edits() {
            return done.stream().flatMap(List::stream).toList();
        }
    }

    /**
     * Something that can be done to a line.
     *
     * @param text     what it is called, with what the line becomes
     * @param possible whether the machine can show a difference
     * @param edits    that do it
     */
    public record Choice(String text, boolean possible, List<LineEdit> edits) {}

    /** Nothing can be changed yet. */
    public LabViewModel(Consumer<Command> send, Messages messages) {
        this.send = send;
        this.messages = messages;
        commands = List.of(UiCommand.of("lab.undo", undoable.getReadOnlyProperty(), this::undo), UiCommand.of("lab.redo", redoable.getReadOnlyProperty(), this::redo),
                UiCommand.of("lab.reset", undoable.getReadOnlyProperty(), () -> want(new Past(List.of(), List.of()))));
    }

    /** Something may be open that is not what was. */
    public void show(Subject open) {
        if (open == run) {
            return;
        }
        run = open instanceof ScenarioRun r ? r : null;
        texts.clear();
        origins.clear();
        List<LineEdit> edits = run == null ? List.of() : run.edits();
        if (edits.equals(wanted.edits())) {
            done = wanted;
        } else if (!edits.equals(done.edits())) {
            done = new Past(edits.isEmpty() ? List.of() : List.of(edits), List.of());
        }
        wanted = done;
        undoable.set(run != null && !done.done().isEmpty());
        redoable.set(run != null && !done.undone().isEmpty());
        told.set(done.done().isEmpty() ? done.undone().isEmpty() || run == null ? "" : messages.text("lab.none") : messages.count("lab.changed", done.done().size()));
    }

    /** What can be done to a line; nothing where it is no statement. */
    public List<Choice> choices(String listing, int line) {
        ListingText text = text(listing);
        List<Choice> choices = new ArrayList<>();
        if (text == null || line < text.first() || line >= text.first() + text.lines().size()) {
            return choices;
        }
        for (Weakening weakening : Weakening.values()) {
            List<LineEdit> edits = weakening.edits(text, line);
            if (!edits.isEmpty()) {
                String after = edits.getFirst().with().isEmpty() ? "" : edits.getFirst().with().getFirst().strip();
                String words = messages.text("lab." + weakening.word(), after);
                choices.add(new Choice(weakening.modelled() ? words : messages.text("lab.notModelled", words), weakening.modelled(), edits));
            }
        }
        return choices;
    }

    /** The line as it was read, if it is another now; empty for one that was not there; else null. */
    public String was(String listing, int line) {
        if (run == null || run.edits().stream().noneMatch(e -> e.listing().equals(listing))) {
            return null;
        }
        LineOrigins of = origins.computeIfAbsent(listing, name -> {
            try {
                return LineOrigins.of(EditedScenario.text(run.original(), run.parameters(), name), run.edits());
            } catch (FormatException e) {
                return LineOrigins.NONE;
            }
        });
        return of.was(line);
    }

    private ListingText text(String listing) {
        return run == null ? null : texts.computeIfAbsent(listing, name -> {
            try {
                return EditedScenario.text(run.source().scenario(), run.parameters(), name);
            } catch (FormatException e) {
                return null;
            }
        });
    }

    /** Does it: the scenario starts anew and runs. */
    public void apply(List<LineEdit> edits) {
        if (run != null) {
            var more = new ArrayList<>(done.done());
            more.add(edits);
            want(new Past(List.copyOf(more), List.of()));
        }
    }

    /** Puts a line of the user's own after one. */
    public void insert(String listing, int after, String line) {
        if (!line.isBlank()) {
            apply(List.of(LineEdit.insert(listing, after, line)));
        }
    }

    private void undo() {
        var undone = new ArrayList<>(done.undone());
        undone.addFirst(done.done().getLast());
        want(new Past(done.done().subList(0, done.done().size() - 1), undone));
    }

    private void redo() {
        var more = new ArrayList<>(done.done());
        more.add(done.undone().getFirst());
        want(new Past(more, done.undone().subList(1, done.undone().size())));
    }

    private void want(Past past) {
        wanted = past;
        send.accept(new Command.Edit(past.edits()));
        send.accept(new Command.Run());
    }

    /** Undo, redo, undo all. */
    public List<UiCommand> commands() {
        return commands;
    }

    /** Whether something was changed. */
    public ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    /** How many changes there are; empty for none. */
    public ReadOnlyStringProperty toldProperty() {
        return told.getReadOnlyProperty();
    }
}
