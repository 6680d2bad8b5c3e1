package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.app.command.Kinds;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.EngineSession;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Granularity;
import org.tablewalk.toy.ToyKind;
import org.tablewalk.view.MainWindow;
import org.tablewalk.view.WindowActions;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A further kind of subject is a package of its own and one name where the kinds are registered: one that does not ship works everywhere. */
@ExtendWith(ApplicationExtension.class)
class ToyKindTest {
    private static final Path FILE = Path.of("src/test/resources/toy/stale.json").toAbsolutePath();
    /** Position after the store, and after the read that the stale entry answered. */
    private static final int STORED = 7;
    private static final int STALE = 8;

    private final Composition composition = withToy();
    private final Engine direct = composition.engine();
    @TempDir
    private Path folder;
    private EngineSession session;
    private MainWindow window;
    private MainViewModel model;

    private static Composition withToy() {
        var kinds = new ArrayList<>(Composition.shipped().kinds().all());
        kinds.add(new ToyKind());
        return new Composition(new Kinds(kinds));
    }

    @Start
    void start(Stage stage) throws Exception {
        session = new EngineSession(composition.engine());
        var messages = composition.messages();
        model = composition.window(session, messages);
        window = new MainWindow(model, messages, WindowActions.NONE, 1200, 900);
        stage.setScene(window.scene());
        stage.show();
        window.start();
    }

    @AfterEach
    void stop() {
        WaitForAsyncUtils.asyncFx(window::stop);
        session.close();
    }

    private static void until(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(60_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("never: " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Gives an engine of the test's own a command. */
    private Frame told(Command command) {
        direct.handle(command, 0);
        while (direct.busy()) {
            direct.work(0);
        }
        assertThat(direct.frame().problem()).isNull();
        return direct.frame();
    }

    /** Waits until the window is where the other engine is, and compares the states. */
    private void shows(FxRobot robot, Frame expected) {
        String step = Numbers.grouped(expected.position());
        until(expected.subject().name() + " at step " + step, () -> text(robot, "title").startsWith(expected.subject().name())
                && robot.lookup("#step").queryAs(TextInputControl.class).getText().equals(step) && session.frame().activity() == Activity.IDLE);
        assertThat(session.frame().stateHash()).isEqualTo(expected.stateHash());
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAs(Labeled.class).getText();
    }

    /** What is written in a picture. */
    private static List<String> words(CanvasViewModel canvas) {
        var words = new ArrayList<String>();
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> canvas.draw(900, 300).shapes().stream().filter(Shape.Text.class::isInstance).forEach(s -> words.add(((Shape.Text) s)
                .text())));
        return words;
    }

    private void openToy(FxRobot robot) {
        robot.interact(() -> model.open(FILE));
        shows(robot, told(new Command.OpenFile(FILE)));
    }

    @Test
    void itsFileOpensAndIsSteppedForwardAndBackInTheWindow(FxRobot robot) {
        openToy(robot);
        assertThat(text(robot, "title")).startsWith("stale");
        robot.clickOn("#toy").push(KeyCode.DIGIT3);
        var hashes = new ArrayList<Long>(List.of(direct.frame().stateHash()));
        var sentences = new ArrayList<String>(List.of(text(robot, "sentence")));
        while (!direct.frame().ended()) {
            robot.push(KeyCode.RIGHT);
            shows(robot, told(new Command.Step(Granularity.MICRO, false, -1)));
            hashes.add(direct.frame().stateHash());
            sentences.add(text(robot, "sentence"));
        }
        assertThat(sentences).hasSize(16).anyMatch(s -> s.contains("the tables say something else by now")).last().asString().contains("a fault");
        for (int step = hashes.size() - 2; step >= 0; step--) {
            robot.push(KeyCode.LEFT);
            shows(robot, told(new Command.Step(Granularity.MICRO, true, -1)));
            assertThat(session.frame().stateHash()).isEqualTo(hashes.get(step));
            assertThat(text(robot, "sentence")).isEqualTo(sentences.get(step));
        }
    }

    @Test
    void everyPaneShowsItsOwn(FxRobot robot) {
        openToy(robot);
        session.send(new Command.Run());
        told(new Command.Run());
        until("the end", () -> session.frame().ended() && session.frame().activity() == Activity.IDLE);
        session.send(new Command.Seek(STALE));
        shows(robot, told(new Command.Seek(STALE)));
        assertThat(words(model.centre().canvas())).contains("root at 0x1000", "L2[1]  0x9000", "L2[0]  0x4000");
        assertThat(words(model.tlb())).contains("virtual page", "0x0000_5000", "STALE");
        assertThat(words(model.timeline())).contains("TLB", "agree", "stale?", "vCPU 0");
        assertThat(words(model.legend())).contains("stale in this TLB slot");
        assertThat(text(robot, "statusCounters")).contains("TLB hits 1").contains("stale hits 1");
        assertThat(model.parameters().factsProperty().get()).contains("direct-mapped TLB");
        assertThat(model.listing().rows()).anyMatch(row -> row.text().contains("hits: the old page"));
        robot.interact(() -> model.centre().canvas().select(new Target(Target.Kind.DESCRIPTOR, 0x1000, 1)));
        assertThat(model.inspector().titleProperty().get()).isEqualTo("L1[0]  to 0x0000_1020");
        robot.interact(() -> model.centre().canvas().select(new Target(Target.Kind.DESCRIPTOR, 0x1028, 2)));
        assertThat(model.inspector().titleProperty().get()).isEqualTo("L2[1]  to 0x0000_9000");
        until("who wrote it", () -> model.inspector().sections().stream().flatMap(s -> s.facts().stream()).anyMatch(f -> f.step() == STORED));
        assertThat(model.inspector().sections().getFirst().facts()).anyMatch(f -> f.alert() && f.text().contains("0x0000_5000"));
        robot.clickOn("#tab-events");
        until("events", () -> model.events().rows().stream().anyMatch(row -> row.text().equals("L2[1] says something else")));
        robot.clickOn("#tab-counters");
        assertThat(robot.lookup("#counter-tableStores").tryQuery()).isPresent();
    }

    @Test
    void whatShipsStillOpensBesideItInOneWindow(FxRobot robot) {
        for (String name : List.of("first-walk", "shadow-4-on-4")) {
            openToy(robot);
            assertThat(robot.lookup("#toy").tryQuery()).isPresent();
            session.send(new Command.OpenShipped(name, Map.of(), null));
            shows(robot, told(new Command.OpenShipped(name, Map.of(), null)));
            assertThat(robot.lookup("#toy").tryQuery()).isEmpty();
            assertThat(words(model.timeline())).doesNotContain("stale?", "agree");
            assertThat(words(model.legend())).doesNotContain("stale in this TLB slot");
        }
        openToy(robot);
        robot.clickOn("#toy").push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
    }

    private String run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Commands.line(new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), folder, Map.of()), composition).execute(arguments);
        assertThat(code).as(err::toString).isZero();
        return out.toString();
    }

    private JsonNode json(String... arguments) {
        return new JsonMapper().readTree(run(arguments));
    }

    @Test
    void theCommandLineRunsItAndTellsItsState() {
        JsonNode ran = json("run", FILE.toString(), "--json", "--trace", "again.json");
        assertThat(ran.get("counters").get("staleHits").asInt()).isEqualTo(1);
        assertThat(ran.get("exits").get(0).get("status").asString()).isEqualTo("failed");
        assertThat(json("run", "./again.json", "--json").get("runHash")).isEqualTo(ran.get("runHash"));
        assertThat(json("run", FILE.toString(), "--set", "target=20480", "--json").get("counters").get("staleHits").asInt()).isZero();
        assertThat(run("run", FILE.toString())).contains("staleHits", "CPU 0: failed, -EFAULT");
        JsonNode state = json("state", FILE.toString(), "--step", Integer.toString(STALE), "--json");
        assertThat(state.get("tables").get(1).get(1).asString()).isEqualTo("0x0000000000009001");
        assertThat(state.get("tlb").get(0).get("stale").asBoolean()).isTrue();
        assertThat(run("state", FILE.toString(), "--step", Integer.toString(STALE))).contains("0x0000000000005001 stale");
        assertThat(json("state", FILE.toString(), "--step", ran.get("steps").asString(), "--json").get("stateHash")).isEqualTo(ran.get("stateHash"));
    }

    @Test
    void theCommandLineDrawsIt() throws Exception {
        run("render", FILE.toString(), "--phase", "stored", "--size", "1200x800", "-o", "window.png");
        assertThat(ImageIO.read(folder.resolve("window.png").toFile()).getWidth()).isEqualTo(1200);
        run("render", FILE.toString(), "--step", Integer.toString(STALE), "--view", "tree", "-o", "tree.svg");
        assertThat(Files.readString(folder.resolve("tree.svg"))).contains("root at 0x1000", "L2[1]  0x9000");
        run("render", FILE.toString(), "--step", Integer.toString(STALE), "--view", "tlb", "-o", "tlb.svg");
        assertThat(Files.readString(folder.resolve("tlb.svg"))).contains("virtual page", "STALE");
        run("render", FILE.toString(), "--view", "timeline", "-o", "timeline.svg");
        assertThat(Files.readString(folder.resolve("timeline.svg"))).contains(">TLB<", "stale?");
    }
}
