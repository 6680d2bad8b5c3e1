package org.tablewalk.app.command;

import java.util.List;
import java.util.Optional;
import org.tablewalk.session.MachineKind;
import org.tablewalk.session.Opener;
import org.tablewalk.session.TraceKind;
import org.tablewalk.viewmodel.kind.KindViews;

/**
 * The kinds of subjects that there are.
 *
 * @param all a scenario that names no machine has the first machine's; of two traces that look alike the first is meant
 */
public record Kinds(List<Kind> all) {
    /** Kinds that nobody can change any more. */
    public Kinds {
        all = List.copyOf(all);
    }

    /** What opens all of them. */
    public Opener opener() {
        List<MachineKind> machines = all.stream().map(Kind::machine).flatMap(Optional::stream).toList();
        List<TraceKind> traces = all.stream().map(Kind::trace).flatMap(Optional::stream).toList();
        return new Opener(machines, traces);
    }

    /** What the window shows of them. */
    public List<KindViews> views() {
        return all.stream().map(Kind::views).toList();
    }

    /** The kind of that name. */
    public Kind of(String kind) {
        return all.stream().filter(k -> k.name().equals(kind)).findFirst().orElseThrow();
    }

    /** The commands that are about one kind alone. */
    public List<Object> commands(Terminal terminal, ScenarioSource scenarios) {
        return all.stream().flatMap(k -> k.commands(terminal, scenarios).stream()).toList();
    }
}
