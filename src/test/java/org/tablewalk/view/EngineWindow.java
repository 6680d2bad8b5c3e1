package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tablewalk.Shipped;
import org.tablewalk.export.TablesExport;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.shadow.ShadowNarrator;
import org.tablewalk.narrate.stage2.Narrator;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.EngineSession;
import org.tablewalk.session.Frame;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.shadow.RoleWords;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.MoveRow;
import org.tablewalk.viewmodel.window.ScenarioItem;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The real window on the real engine, without a display. What it shows is compared with a second engine that is given the same commands
 * directly.
 */
@ExtendWith(ApplicationExtension.class)
abstract class EngineWindow {
    private static final long LIMIT = 1L << 28;
    /** The scenarios offered, by name. */
    private static final Map<String, String> TITLES = Map.of("cancelled-migration", "A cancelled migration", "first-walk", "A walk",
            "nested-npt-4-on-5", "Four levels on five",
            "posted-invalid-moment", "The invalid moment");

    final Engine direct = engine();
    EngineSession session;
    MainWindow window;
    MainViewModel model;

    private static Engine engine() {
        return new Engine(Shipped.opener(), LIMIT);
    }

    /** Shows the window; for the test's own start method, which TestFX looks for in the test class alone. */
    final void show(Stage stage) throws Exception {
        show(stage, WindowActions.NONE);
    }

    /** The same in some surroundings. */
    final void show(Stage stage, WindowActions actions) throws Exception {
        session = new EngineSession(engine());
        var items = TITLES.entrySet().stream().map(e -> new ScenarioItem(e.getKey(), e.getValue(), ".")).toList();
        Messages messages = Messages.load(Locale.ENGLISH);
        model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, items, messages);
        model.tables().writer(TablesExport::dump);
        window = new MainWindow(model, messages, actions, 1000, 900);
        stage.setScene(window.scene());
        // The stage is the same for all tests, and one may have resized it.
        stage.setWidth(1000);
        stage.setHeight(900);
        stage.show();
        window.start();
    }

    @AfterEach
    void stop() {
        WaitForAsyncUtils.asyncFx(window::stop);
        session.close();
    }

    static void until(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(60_000, condition));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("never: " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Looks at something on the toolkit's thread. Nothing is done there, so nothing is waited for afterwards. */
    static void look(Runnable at) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, at);
    }

    /** Types a long text: its last character by the keyboard, each of which takes a while, the others at once. */
    final void type(FxRobot robot, String text) {
        robot.interact(() -> ((TextInputControl) window.scene().getFocusOwner()).replaceSelection(text.substring(0, text.length() - 1)));
        robot.write(text.substring(text.length() - 1));
    }

    /** Gives the second engine a command and lets it come to rest. */
    Frame told(Command command) {
        direct.handle(command, 0);
        while (direct.busy()) {
            direct.work(0);
        }
        return direct.frame();
    }

    static String text(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAs(Labeled.class).getText();
    }

    /** Waits until the window shows what the second engine says, and compares. */
    final void shows(FxRobot robot, Frame expected) {
        String step = Numbers.grouped(expected.position());
        boolean told = expected.subject() instanceof ScenarioRun && expected.step() != null;
        until("step " + step + " with its moves", () -> robot.lookup("#step").queryAs(TextInputControl.class).getText().equals(step)
                && session.frame().position() == expected.position() && session.frame().activity() == Activity.IDLE
                && (!told || robot.lookup("#moves").tryQuery().isEmpty()
                        || robot.lookup("#moves").<ListView<MoveRow>>queryAs(cast()).getItems().size() == expected.moves().size()));
        Frame shown = session.frame();
        assertThat(shown.stateHash()).as("state at step " + step).isEqualTo(expected.stateHash());
        assertThat(shown.length()).isEqualTo(expected.length());
        if (told) {
            assertThat(text(robot, "sentence")).isEqualTo(sentence(expected));
        }
    }

    private static String sentence(Frame frame) {
        return switch (frame.subject().machine()) {
            case ArmMachine arm -> new Narrator().sentence(frame.step(), new ArmState(arm.map(), frame.image()));
            case X86Machine x86 -> new ShadowNarrator(RoleWords.meaning(x86.map())).sentence(frame.step(), new X86State(x86.map(), frame.image()));
            default -> throw new AssertionError("no sentence for " + frame.subject());
        };
    }

    @SuppressWarnings("unchecked")
    static <T> Class<T> cast() {
        return (Class<T>) ListView.class;
    }

    final void open(FxRobot robot, String name) {
        robot.clickOn("#tab-scenarios").clickOn(TITLES.get(name));
        until("it is open", () -> session.frame().subject() != null && session.frame().subject().name().equals(name));
        shows(robot, told(new Command.OpenShipped(name, Map.of(), null)));
    }
}
