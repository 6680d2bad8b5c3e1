package org.tablewalk.view;

import java.nio.file.Path;

/** What a window asks of its surroundings: the stage it stands on. A captured window has none. */
public interface WindowActions {
    /** No surroundings. */
    WindowActions NONE = new WindowActions() {};

    /** Lets the user choose a file and opens it. */
    default void chooseFile() {}

    /**
     * Lets the user choose where to save something.
     *
     * @param title  of the question
     * @param name   to begin with
     * @return null if nothing is to be saved
     */
    default Path chooseTarget(String title, String name) {
        return null;
    }

    /** Closes the window. */
    default void quit() {}

    /** Full screen and back. */
    default void fullScreen() {}
}
