package org.tablewalk.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tablewalk.format.scenario.Library;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenarios;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Opener;
import org.tablewalk.session.Session;
import org.tablewalk.viewmodel.MainViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.ScenarioItem;

/** Which object gets which: the one place where the program is put together. */
final class Composition {
    /** A recording may take so many bytes before the engine pauses and says so; half the heap, if that is less. */
    private static final long RECORDING_LIMIT = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 2);

    private final Scenarios scenarios = new Scenarios();
    private final MachineFactory machines = new MachineFactory(Library.shipped());

    /** Scenarios for the commands that need no window. */
    ScenarioSource source(Terminal terminal) {
        return new ScenarioSource(terminal, scenarios, machines, RECORDING_LIMIT);
    }

    /** An engine with nothing open. */
    Engine engine() {
        return new Engine(new Opener(scenarios, machines), RECORDING_LIMIT);
    }

    /** The state of a window on a session. */
    MainViewModel window(Session session, Messages messages) throws IOException {
        return new MainViewModel(session, items(), messages);
    }

    /** The words of the window. */
    Messages messages() {
        return Messages.load(Locale.getDefault());
    }

    /** What a window shows that was given nothing to open. */
    String firstScenario() {
        return scenarios.shipped().getFirst();
    }

    private List<ScenarioItem> items() throws IOException {
        var items = new ArrayList<ScenarioItem>();
        for (var name : scenarios.shipped()) {
            var scenario = scenarios.load(name);
            items.add(new ScenarioItem(name, scenario.title(), scenario.summary()));
        }
        return items;
    }
}
