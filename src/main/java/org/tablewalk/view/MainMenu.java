package org.tablewalk.view;

import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.SeparatorMenuItem;
import org.tablewalk.viewmodel.UiCommand;

/** The menu bar: every command of the window, with its key. */
final class MainMenu extends MenuBar {
    MainMenu(WindowCommands commands, ControlFactory controls) {
        setId("menu");
        Menu file = controls.menu("menu.file", commands.file());
        Menu run = controls.menu("menu.run", commands.run());
        // Play, single steps, places, whole runs, speed, granularity: groups with a line between.
        for (int at : new int[] {18, 15, 13, 11, 8, 2}) {
            run.getItems().add(Math.min(at, run.getItems().size()), new SeparatorMenuItem());
        }
        Menu view = controls.menu("menu.view", commands.view());
        view.getItems().addAll(new SeparatorMenuItem(), controls.menu("menu.place", commands.places()));
        Menu help = controls.menu("menu.help", List.<UiCommand>of(commands.keys()));
        getMenus().addAll(file, run, view, help);
    }
}
