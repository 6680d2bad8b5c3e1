package org.tablewalk.app.command;

import java.util.List;
import java.util.Optional;
import org.tablewalk.session.MachineKind;
import org.tablewalk.session.TraceKind;
import org.tablewalk.viewmodel.kind.KindViews;

/**
 * One kind of subject: the one object that says everything in which it differs from the others. It has the name of its packages, which
 * {@link org.tablewalk.session.Subject#kind} gives too. A further kind is a further one of these, registered in {@code Composition}.
 */
public interface Kind {
    /** The kind's name. */
    String name();

    /** How scenarios of its machines are run; empty for a kind of trace. */
    default Optional<MachineKind> machine() {
        return Optional.empty();
    }

    /** How its files are opened; empty for a kind of machine. */
    default Optional<TraceKind> trace() {
        return Optional.empty();
    }

    /** What {@code run} and {@code state} tell of the state that a run or a trace of it has reached. */
    Reporter reporter();

    /** What the window shows of it. */
    KindViews views();

    /** Commands that are about it alone, for picocli. */
    default List<Object> commands(Terminal terminal, ScenarioSource scenarios) {
        return List.of();
    }

    /** Makes reports on runs. */
    interface Reporter {
        /** The report on a run as it is now. */
        Report report(Execution execution);
    }
}
