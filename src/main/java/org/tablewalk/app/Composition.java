package org.tablewalk.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tablewalk.app.casemate.CasemateKind;
import org.tablewalk.app.command.Kinds;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.app.dump.DumpKind;
import org.tablewalk.app.kvmmmu.KvmmmuKind;
import org.tablewalk.app.shadow.ShadowKind;
import org.tablewalk.app.stage2.Stage2Kind;
import org.tablewalk.desk.CrashReports;
import org.tablewalk.desk.StateFolder;
import org.tablewalk.export.TablesExport;
import org.tablewalk.format.lockstep.LockStepSets;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Opener;
import org.tablewalk.session.Session;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.ScenarioItem;

/**
 * Which object gets which: the one place where the program is put together.
 *
 * @param kinds the kinds of subjects it knows
 */
record Composition(Kinds kinds) {
    /** A recording may take so many bytes before the engine pauses and says so; half the heap, if that is less. */
    private static final long RECORDING_LIMIT = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 2);

    /** The program that ships. A further kind of subject is a further name here. */
    static Composition shipped() {
        return new Composition(new Kinds(List.of(new Stage2Kind(), new ShadowKind(), new CasemateKind(), new KvmmmuKind(), new DumpKind())));
    }

    /** Scenarios for the commands that need no window. */
    ScenarioSource source(Terminal terminal) {
        return new ScenarioSource(terminal, kinds, RECORDING_LIMIT);
    }

    /** An engine with nothing open. */
    Engine engine() {
        return new Engine(kinds.opener(), RECORDING_LIMIT);
    }

    /** The state of a window on a session. */
    MainViewModel window(Session session, Messages messages) throws IOException {
        Opener opener = kinds.opener();
        var window = new MainViewModel(session, kinds.views(), opener::kindOf, items(opener), messages);
        window.tables().writer(TablesExport::dump);
        return window;
    }

    /** The words of the window, and those that only one kind has. */
    Messages messages() {
        var locale = Locale.getDefault();
        return Messages.load(locale, kinds.views().stream().map(views -> views.words(locale)).flatMap(Optional::stream).toList());
    }

    /** Where reports on defects go. */
    CrashReports crashReports() {
        var state = StateFolder.of(System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
        return new CrashReports(state.resolve("crashes"), "tablewalk " + Version.NUMBER, Clock.systemUTC());
    }

    /** What a window shows that was given nothing to open. */
    String firstScenario() {
        return kinds.opener().scenarios().shipped().getFirst();
    }

    private static List<ScenarioItem> items(Opener opener) throws IOException {
        var items = new ArrayList<ScenarioItem>();
        for (var name : LockStepSets.shipped()) {
            var set = LockStepSets.load(name);
            items.add(new ScenarioItem(name, set.title(), set.summary(), true));
        }
        for (var name : opener.scenarios().shipped()) {
            var scenario = opener.scenarios().load(name);
            items.add(new ScenarioItem(name, scenario.title(), scenario.summary()));
        }
        return items;
    }
}
