package org.tablewalk.desk;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a program keeps what it remembers on this machine, as each system wants it. */
public final class StateFolder {
    private StateFolder() {}

    /**
     * The folder, which need not exist.
     *
     * @param system      name of the operating system
     * @param environment variables of the process
     * @param home        the user's folder
     */
    public static Path of(String system, Map<String, String> environment, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isEmpty() ? home.resolve("AppData/Local") : home.resolve(local)).resolve("Tablewalk");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library/Application Support/Tablewalk");
        }
        // The XDG base directory specification: relative paths are to be ignored.
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return (state.startsWith("/") ? home.resolve(state) : home.resolve(".local/state")).resolve("tablewalk");
    }
}
