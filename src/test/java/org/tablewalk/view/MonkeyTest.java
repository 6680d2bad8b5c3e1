package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.format.lockstep.LockStepSets;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.EngineSession;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.ScenarioItem;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Thousands of things done to the real window in random order, after which nothing has been thrown anywhere, nothing has been written to the
 * error stream, and window and engine still answer. The seed is printed; {@code -Dtablewalk.seed=N -Dmonkey.actions=N} do the same again.
 */
@ExtendWith(ApplicationExtension.class)
@Tag("seeded")
class MonkeyTest {
    private static final long LIMIT = 1L << 27;
    private static final long FIXED = 20_261;
    private static final int SHORT = 300;
    private static final int LONG = 20_000;
    /** Actions between two looks whether the engine answers. */
    private static final int ROUND = 100;
    private static final long PATIENCE = 60;
    /** Failures that are told. */
    private static final int MOST = 10;
    /** What the toolkit says on every start here, and of the theme's tooltips before they hang on a window. */
    private static final List<String> USUAL = List.of("Unsupported JavaFX configuration", "com.sun.javafx.application.PlatformImpl", "javafx.scene.CssStyleHelper calculateValue",
            "'-color-fg-default' while resolving lookups for '-fx-text-fill' from rule '*.tooltip'", "cannot be cast to class javafx.scene.paint.Paint");

    @TempDir
    private Path folder;
    /** Names serve as titles: the toolkit's thread has other things to do than to read all scenarios. */
    private final List<ScenarioItem> items = Stream.concat(LockStepSets.shipped().stream().map(name -> new ScenarioItem(name, name, ".", true)),
            Shipped.scenarios().shipped().stream().map(name -> new ScenarioItem(name, name, "."))).toList();
    private final ConcurrentLinkedQueue<String> thrown = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream usual = System.err;
    private final Deque<String> last = new ArrayDeque<>();
    private Stage stage;
    private EngineSession session;
    private MainViewModel model;
    private MainWindow window;

    @Start
    void start(Stage shown) throws Exception {
        stage = shown;
        session = new EngineSession(new Engine(Shipped.opener(), LIMIT));
        Messages messages = Messages.load(Locale.ENGLISH, Shipped.views().stream().flatMap(v -> v.words(Locale.ENGLISH).stream()).toList());
        model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, items, messages);
        model.defects().writeDown(defect -> {
            failed("", defect.cause());
            return folder;
        });
        Thread.UncaughtExceptionHandler handler = (thread, e) -> failed(thread.getName(), e);
        Thread.setDefaultUncaughtExceptionHandler(handler);
        Thread.currentThread().setUncaughtExceptionHandler(handler);
        window = new MainWindow(model, messages, WindowActions.NONE, 1440, 900);
        stage.setScene(window.scene());
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1440);
        stage.setHeight(900);
        stage.show();
        window.start();
        System.setErr(new PrintStream(new Tee(), true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(usual);
        Thread.setDefaultUncaughtExceptionHandler(null);
        WaitForAsyncUtils.asyncFx(window::stop);
        session.close();
    }

    private final class Tee extends OutputStream {
        @Override
        public synchronized void write(int b) {
            written.write(b);
            usual.write(b);
        }
    }

    private void failed(String where, Throwable e) {
        // The headless platform fails to show a popup that hangs over the end of its screen, which no real one has.
        boolean popup = Arrays.stream(e.getStackTrace()).anyMatch(f -> f.getClassName().endsWith("HeadlessWindow") && f.getMethodName().equals("blit"));
        if (!popup && thrown.size() < MOST) {
            thrown.add(where + " " + stack(e).lines().limit(25).collect(Collectors.joining("\n")) + "\n" + story());
        }
    }

    private static String stack(Throwable e) {
        var bytes = new ByteArrayOutputStream();
        e.printStackTrace(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Files as users drop them: good ones, broken ones, and things that are no files. */
    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        for (String name : List.of("casemate/remap.log", "casemate/short.log", "kvmmmu/nested.txt", "kvmmmu/pae.txt", "kvmmmu/tdp.txt", "kvmmmu/unsync.txt")) {
            files.add(Path.of("src/test/resources", name).toAbsolutePath());
        }
        files.add(Files.write(folder.resolve("good.json"), Shipped.scenarios().bytes("first-walk")));
        files.add(Files.write(folder.resolve("cut.json"), Arrays.copyOf(Shipped.scenarios().bytes("first-walk"), 400)));
        files.add(Files.writeString(folder.resolve("empty.json"), ""));
        files.add(Files.write(folder.resolve("bytes.log"), new byte[] {'(', 'm', 0, (byte) 0xff}));
        files.add(folder);
        files.add(folder.resolve("missing"));
        files.add(Path.of("/dev/zero"));
        files.add(Path.of("/"));
        return files;
    }

    @Test
    void nothingBreaksInAnyOrder() throws Exception {
        go(Seeds.of(FIXED), Integer.getInteger("monkey.actions", SHORT));
    }

    @Test
    @Tag("thorough")
    void nothingBreaksFor20000Actions() throws Exception {
        go(Seeds.of(FIXED), Integer.getInteger("monkey.actions", LONG));
    }

    private void go(long seed, int actions) throws Exception {
        System.out.println("monkey: -Dtablewalk.seed=" + seed + " -Dmonkey.actions=" + actions);
        var random = new Random(seed);
        List<Path> files = files();
        Monkey monkey = WaitForAsyncUtils.asyncFx(() -> new Monkey(stage, model, window, files)).get();
        for (int done = 0; done < actions;) {
            int some = Math.min(1 + random.nextInt(4), actions - done);
            int[] numbers = random.ints(3L * some, 0, Integer.MAX_VALUE).toArray();
            for (int i = 0; i < some; i++) {
                int at = 3 * i;
                int number = done + i;
                Platform.runLater(() -> act(monkey, number, numbers[at], numbers[at + 1], numbers[at + 2]));
            }
            done += some;
            pulse();
            Platform.runLater(monkey::settled);
            if (done % ROUND < some || done >= actions) {
                engineAnswers();
            }
        }
        assertThat(thrown).isEmpty();
        assertThat(written.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && USUAL.stream().noneMatch(line::contains))).as(this::story).isEmpty();
    }

    private void act(Monkey monkey, int number, int kind, int a, int b) {
        String did = monkey.act(kind, a, b);
        synchronized (last) {
            last.addLast(number + " " + did);
            if (last.size() > 12) {
                last.removeFirst();
            }
        }
    }

    private String story() {
        synchronized (last) {
            return "what was done last:\n" + String.join("\n", last) + "\n";
        }
    }

    /** Waits for the next pulse, and for all that was to be done before. */
    private void pulse() throws InterruptedException {
        var drawn = new CountDownLatch(1);
        Platform.runLater(() -> {
            Runnable[] once = new Runnable[1];
            once[0] = () -> {
                window.scene().removePostLayoutPulseListener(once[0]);
                drawn.countDown();
            };
            window.scene().addPostLayoutPulseListener(once[0]);
            Platform.requestNextPulse();
        });
        if (!drawn.await(PATIENCE, TimeUnit.SECONDS)) {
            throw new AssertionError("no pulse comes any more; " + threads() + story());
        }
    }

    private void engineAnswers() throws InterruptedException {
        session.send(new Command.Pause());
        until(() -> session.frame().activity() == Activity.IDLE, "the engine does not pause");
        session.send(new Command.Seek(0));
        until(() -> session.frame().position() == 0, "the engine does not seek");
    }

    private void until(BooleanSupplier condition, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!condition.getAsBoolean()) {
            pulse();
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise + "; " + threads() + story());
            }
        }
    }

    private static String threads() {
        var text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (thread.getName().startsWith("JavaFX") || thread.getName().startsWith("Quantum") || thread.getName().startsWith("tablewalk")) {
                text.append(thread.getName()).append('\n');
                Arrays.stream(frames).limit(40).forEach(f -> text.append("    ").append(f).append('\n'));
            }
        });
        return text.toString();
    }
}
