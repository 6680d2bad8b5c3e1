package org.tablewalk.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tablewalk.picture.Places;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.window.MainViewModel;

/** All commands of a window: those of its view models, and those that need the window itself. */
final class WindowCommands {
    /** What only the window can do. */
    interface Window {
        void chooseFile();

        void savePicture();

        /** Asks where to and writes the tables shown. */
        void saveTables();

        void copyLink();

        /** Asks for a link and opens it. */
        void askLink();

        /** Opens the link on the clipboard. */
        void pasteLink();

        void quit();

        void typeStep();

        void nextPane(int direction);

        /** Moves the focus from one place of the focused canvas to another. */
        void walk(Places.Way way);

        /** Selects the place that has the focus. */
        void selectPlace();

        /** Opens the menu of the place that has the focus. */
        void placeMenu();

        void fullScreen();

        void showKeys();
    }

    private final List<UiCommand> file;
    private final List<UiCommand> run;
    private final List<UiCommand> view;
    private final List<UiCommand> places;
    private final UiCommand keys;
    private final Map<String, UiCommand> byId = new LinkedHashMap<>();

    WindowCommands(MainViewModel model, Window window) {
        file = List.of(UiCommand.of("file.open", window::chooseFile), UiCommand.of("file.picture", window::savePicture),
                UiCommand.of("file.tables", model.tables().availableProperty(), window::saveTables),
                UiCommand.of("link.copy", model.transport().openProperty(), window::copyLink), UiCommand.of("link.open", window::askLink),
                UiCommand.of("link.paste", window::pasteLink), UiCommand.of("file.quit", window::quit));
        run = new ArrayList<>(model.transport().all());
        run.add(10, UiCommand.of("run.goto", model.transport().openProperty(), window::typeStep));
        run.addAll(model.entryCommands());
        run.add(model.motion().again());
        run.add(UiCommand.of("verdict.open", model.transport().openProperty(), model.verdict()::open));
        run.add(model.nearest().command());
        run.addAll(model.schedules().commands());
        run.addAll(model.lab().commands());
        view = new ArrayList<>(model.settings().all());
        view.addAll(model.centre().commands());
        view.addAll(model.pair().commands());
        view.addAll(model.laneCommands());
        view.add(model.scenarios().compare());
        view.addAll(model.lockStep().commands());
        view.add(UiCommand.of("view.nextPane", () -> window.nextPane(1)));
        view.add(UiCommand.of("view.previousPane", () -> window.nextPane(-1)));
        view.add(UiCommand.of("view.fullScreen", window::fullScreen));
        places = new ArrayList<>();
        for (Places.Way way : Places.Way.values()) {
            places.add(UiCommand.of("place." + way.name().toLowerCase(Locale.ROOT), () -> window.walk(way)));
        }
        places.add(UiCommand.of("place.select", window::selectPlace));
        places.add(UiCommand.of("place.menu", window::placeMenu));
        keys = UiCommand.of("help.keys", window::showKeys);
        for (UiCommand c : all()) {
            byId.put(c.id(), c);
        }
    }

    List<UiCommand> file() {
        return file;
    }

    List<UiCommand> run() {
        return run;
    }

    List<UiCommand> view() {
        return view;
    }

    /** The way from place to place in a canvas. */
    List<UiCommand> places() {
        return places;
    }

    /** A column of the sheet of keys. */
    List<UiCommand> placesAndFile() {
        return Stream.concat(places.stream(), file.stream()).toList();
    }

    UiCommand keys() {
        return keys;
    }

    List<UiCommand> all() {
        var all = new ArrayList<>(file);
        all.addAll(run);
        all.addAll(view);
        all.addAll(places);
        all.add(keys);
        return all;
    }

    /** The command that a key of that id means now: what stops also leaves where there is nothing to stop. */
    UiCommand meant(String id) {
        UiCommand command = byId.get(id);
        return id.equals("run.stop") && !command.enabledProperty().get() ? byId.get("lockstep.close") : command;
    }

    /** The command of that id, or null. */
    UiCommand find(String id) {
        return byId.get(id);
    }
}
