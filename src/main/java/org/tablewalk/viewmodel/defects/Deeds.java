package org.tablewalk.viewmodel.defects;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;

/** What the user asked the engine for, in words, without what is nobody's business: of files their names. */
public final class Deeds {
    private final Messages messages;

    /** Words from these messages. */
    public Deeds(Messages messages) {
        this.messages = messages;
    }

    /** The words for a command. */
    public String text(Command command) {
        return switch (command) {
            case Command.OpenShipped c -> messages.text("deed.open", c.name() + values(c.parameters(), c.seed()));
            case Command.OpenFile c -> messages.text("deed.open", name(c.file()));
            case Command.OpenLink c -> messages.text("deed.link");
            case Command.SetParameters c -> messages.text("deed.parameters", values(c.parameters(), c.seed()).strip());
            case Command.Step c -> messages.text(c.back() ? "deed.back" : "deed.step");
            case Command.Seek c -> messages.text("deed.seek", c.position());
            case Command.Play c -> messages.text("deed.play", c.stepsPerSecond());
            case Command.Run c -> messages.text("deed.run");
            case Command.Pause c -> messages.text("deed.pause");
            case Command.Take c -> messages.text("deed.take");
            case Command.SwitchRun c -> messages.text("deed.switch", c.run() + 1);
            // What the window asks by itself, or what a word would tell no better.
            default -> command.getClass().getSimpleName();
        };
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String values(Map<String, String> values, Long seed) {
        return values.entrySet().stream().map(v -> " " + v.getKey() + "=" + v.getValue()).collect(Collectors.joining()) + (seed == null ? "" : " seed=" + seed);
    }
}
