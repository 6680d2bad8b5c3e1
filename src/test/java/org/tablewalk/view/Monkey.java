package org.tablewalk.view;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Does one thing after another to a window, each chosen by numbers alone, so that the same numbers do the same again. On the toolkit's thread. */
final class Monkey {
    /** As many rows as the screen of the toolkit's headless platform has: it fails to show what is below. */
    private static final int[][] SIZES = {{1440, 900}, {900, 600}, {1024, 700}, {1920, 980}, {1280, 720}, {400, 300}, {120, 90}, {1, 1}, {2600, 700}};
    private static final List<KeyCode> KEYS = List.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.UP, KeyCode.DOWN, KeyCode.HOME, KeyCode.END, KeyCode.PAGE_UP, KeyCode.PAGE_DOWN,
            KeyCode.ENTER, KeyCode.SPACE, KeyCode.TAB, KeyCode.ESCAPE, KeyCode.DELETE, KeyCode.BACK_SPACE, KeyCode.DIGIT1, KeyCode.DIGIT5, KeyCode.A, KeyCode.X, KeyCode.COMMA,
            KeyCode.PERIOD, KeyCode.MINUS, KeyCode.F1, KeyCode.F6, KeyCode.F10, KeyCode.CONTEXT_MENU);
    /** They open a dialog of the system, which nobody would close. */
    private static final List<String> NOT_PRESSED = List.of("file.open", "file.picture", "file.quit");

    private final Stage stage;
    private final MainViewModel model;
    private final MainWindow window;
    private final List<Path> files;
    private final Robot robot = new Robot();
    private final KeyMap keys = KeyMap.load();
    private final List<String> combinations;
    private boolean settled = true;

    Monkey(Stage stage, MainViewModel model, MainWindow window, List<Path> files) {
        this.stage = stage;
        this.model = model;
        this.window = window;
        this.files = files;
        combinations = keys.ids().stream().filter(id -> !NOT_PRESSED.contains(id)).sorted().toList();
    }

    /** Does what three numbers, 0 or more, say, and returns what it was. */
    String act(int kind, int a, int b) {
        int k = kind % 100;
        return k < 22 ? onCanvas(a, b) : k < 30 ? somewhere(a, b) : k < 44 ? command(a) : k < 54 ? key(a) : k < 60 ? bareKey(a, b) : k < 64 ? open(a) : k < 67 ? drop(a)
                : k < 75 ? seek(a) : k < 81 ? take(a) : k < 84 ? switchRun(a) : k < 88 ? parameter(a, b) : k < 91 ? resize(a) : k < 96 ? tab(a, b) : k < 98 ? speed(a) : look(a, b);
    }

    private static <T> T one(List<T> list, int a) {
        return list.isEmpty() ? null : list.get(a % list.size());
    }

    private String onCanvas(int a, int b) {
        var views = new ArrayList<DrawingView>();
        for (Node node : window.scene().getRoot().lookupAll(".drawing")) {
            if (node instanceof DrawingView view && shown(view)) {
                views.add(view);
            }
        }
        DrawingView view = one(views, a);
        if (view == null) {
            return "no canvas";
        }
        double x = view.getWidth() * (b % 101) / 100;
        double y = view.getHeight() * (b / 101 % 101) / 100;
        Point2D at = view.localToScreen(x, y);
        Point2D to = view.localToScreen(view.getWidth() * (a / 7 % 101) / 100, view.getHeight() * (b / 10_201 % 101) / 100);
        return view.getId() + " " + (int) x + "," + (int) y + " " + point(at, to, a / 13);
    }

    private static boolean shown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private String somewhere(int a, int b) {
        double width = Math.max(1, window.scene().getWidth());
        double height = Math.max(1, window.scene().getHeight());
        Point2D at = window.scene().getRoot().localToScreen(a % width, b % height);
        // Menus lead to the dialogs that nobody would close.
        boolean menu = window.scene().getRoot().lookup(".menu-button") instanceof Node button && button.localToScreen(button.getBoundsInLocal()).contains(at);
        return menu ? "spared the menu" : (int) at.getX() + "," + (int) at.getY() + " " + point(at, at.add(40, 30), 0);
    }

    private String point(Point2D at, Point2D to, int how) {
        if (at == null || to == null || outside(at) || outside(to)) {
            return "outside";
        }
        robot.mouseMove(at);
        switch (how % 6) {
            case 0, 1 -> robot.mouseClick(MouseButton.PRIMARY);
            case 2 -> robot.mouseWheel(how % 2 == 0 ? 3 : -3);
            case 3 -> {
                robot.mousePress(MouseButton.PRIMARY);
                robot.mouseMove(to);
                robot.mouseRelease(MouseButton.PRIMARY);
            }
            case 4 -> robot.mouseClick(MouseButton.SECONDARY);
            default -> robot.mouseMove(to);
        }
        return List.of("click", "click", "wheel", "drag", "right click", "move").get(how % 6);
    }

    /** The toolkit's robot finds no window under a mouse that is outside of all. */
    private boolean outside(Point2D at) {
        return !settled || at.getX() < stage.getX() || at.getY() < stage.getY() || at.getX() >= stage.getX() + stage.getWidth() || at.getY() >= stage.getY() + stage.getHeight();
    }

    private String command(int a) {
        var all = new ArrayList<UiCommand>(model.transport().all());
        all.addAll(model.settings().all());
        all.addAll(model.centre().commands());
        all.addAll(model.laneCommands());
        all.addAll(model.entryCommands());
        all.addAll(model.lockStep().commands());
        all.add(model.scenarios().compare());
        UiCommand command = one(all, a);
        command.run();
        return "command " + command.id();
    }

    private String key(int a) {
        String id = one(combinations, a);
        press((KeyCodeCombination) one(keys.of(id), a / 64));
        return "key of " + id;
    }

    private void press(KeyCodeCombination key) {
        var held = new ArrayList<KeyCode>();
        if (key.getShortcut() == ModifierValue.DOWN || key.getControl() == ModifierValue.DOWN) {
            held.add(KeyCode.CONTROL);
        }
        if (key.getShift() == ModifierValue.DOWN) {
            held.add(KeyCode.SHIFT);
        }
        if (key.getAlt() == ModifierValue.DOWN) {
            held.add(KeyCode.ALT);
        }
        held.forEach(robot::keyPress);
        robot.keyType(key.getCode());
        held.reversed().forEach(robot::keyRelease);
    }

    private String bareKey(int a, int b) {
        KeyCode code = one(KEYS, a);
        boolean shift = b % 4 == 0;
        if (shift) {
            robot.keyPress(KeyCode.SHIFT);
        }
        robot.keyType(code);
        if (shift) {
            robot.keyRelease(KeyCode.SHIFT);
        }
        return "key " + code;
    }

    private String open(int a) {
        var item = one(model.scenarios().shipped(), a);
        model.scenarios().open(item);
        return "open " + item.name();
    }

    private String drop(int a) {
        Path file = one(files, a);
        window.dropTarget().over(file);
        window.dropTarget().drop(a % 11 == 0 ? List.of() : List.of(new File(file.toString())));
        return "drop " + file.getFileName();
    }

    private String seek(int a) {
        long length = model.transport().lengthProperty().get();
        long step = a % 9 == 0 ? Long.MAX_VALUE : a % 10 == 0 ? 0 : a % Math.max(1, length + 1);
        model.transport().seek(step);
        return "seek " + step;
    }

    private String take(int a) {
        var move = one(model.moves().rows(), a);
        if (move != null) {
            model.moves().take(move.move());
        }
        return "take " + (move == null ? "nothing" : move.text());
    }

    private String switchRun(int a) {
        var run = one(model.scenarios().runs(), a);
        model.scenarios().switchTo(run == null ? a : run.index());
        return "run " + a;
    }

    private String parameter(int a, int b) {
        ObservableList<?> all = model.parameters().fields();
        var field = all.isEmpty() ? null : model.parameters().fields().get(a % all.size());
        if (field == null) {
            return "no parameter";
        }
        String value = !field.choices().isEmpty() ? one(field.choices(), b) : List.of("0", "1", "2", "4", "8", "-1", "x", "", "64", "99999999999999999999").get(b % 10);
        field.valueProperty().set(value);
        (b % 5 == 0 ? model.parameters().reset() : model.parameters().apply()).run();
        return field.name() + "=" + value;
    }

    /** The window has the size that was asked for last. */
    void settled() {
        settled = true;
    }

    private String resize(int a) {
        settled = false;
        int[] size = SIZES[a % SIZES.length];
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(size[0]);
        stage.setHeight(size[1]);
        return String.format(Locale.ROOT, "size %dx%d", size[0], size[1]);
    }

    private String tab(int a, int b) {
        var panes = window.scene().getRoot().lookupAll(".tab-pane").stream().map(TabPane.class::cast).toList();
        TabPane pane = one(panes, a);
        if (pane != null && !pane.getTabs().isEmpty()) {
            pane.getSelectionModel().select(b % pane.getTabs().size());
        }
        return pane == null ? "no tabs" : "tab of " + pane.getId();
    }

    private String speed(int a) {
        model.transport().speedProperty().set(a % model.transport().speeds());
        return "speed " + a % model.transport().speeds();
    }

    private String look(int a, int b) {
        List<Consumer<Integer>> looks = List.of(n -> model.settings().scaleProperty().set(100 + n % 201), n -> model.settings().nextTheme().run(),
                n -> model.transport().cpuProperty().set(n % 4), n -> model.settings().look(one(List.of(org.tablewalk.picture.Palette.values()), n), 100));
        one(looks, a).accept(b);
        return "look " + a % looks.size();
    }
}
