package org.tablewalk.view;

/** What a window asks of its surroundings: the stage it stands on. A captured window has none. */
public interface WindowActions {
    /** No surroundings. */
    WindowActions NONE = new WindowActions() {};

    /** Lets the user choose a file and opens it. */
    default void chooseFile() {}

    /** Closes the window. */
    default void quit() {}

    /** Full screen and back. */
    default void fullScreen() {}
}
