package org.tablewalk.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Which keys do what: for each command id a list of combinations, from a table that ships with the program. A key without Ctrl or
 * Alt that types or moves in a text field is a key of the canvases: it acts only while one of them has the focus.
 */
final class KeyMap {
    private final Map<String, List<KeyCombination>> keys = new LinkedHashMap<>();

    /** Reads a table: command id = combinations separated by blanks, e.g. {@code Shortcut+Shift+P}, ending in a name of {@link KeyCode}. */
    KeyMap(ResourceBundle table) {
        for (String id : table.keySet()) {
            var combinations = new ArrayList<KeyCombination>();
            for (String text : table.getString(id).split(" ")) {
                combinations.add(combination(text));
            }
            keys.put(id, List.copyOf(combinations));
        }
    }

    /** The keys that ship. */
    static KeyMap load() {
        return new KeyMap(ResourceBundle.getBundle("org.tablewalk.view.keys", Locale.ROOT, KeyMap.class.getModule()));
    }

    private static KeyCombination combination(String text) {
        String[] parts = text.split("\\+");
        var modifiers = new ArrayList<KeyCombination.Modifier>();
        for (int i = 0; i < parts.length - 1; i++) {
            modifiers.add(switch (parts[i]) {
                case "Shortcut" -> KeyCombination.SHORTCUT_DOWN;
                case "Shift" -> KeyCombination.SHIFT_DOWN;
                case "Alt" -> KeyCombination.ALT_DOWN;
                default -> throw new IllegalArgumentException("no modifier key " + parts[i] + " in " + text);
            });
        }
        return new KeyCodeCombination(KeyCode.valueOf(parts[parts.length - 1].toUpperCase(Locale.ROOT)),
                modifiers.toArray(KeyCombination.Modifier[]::new));
    }

    /** Every command that has keys. */
    Set<String> ids() {
        return keys.keySet();
    }

    /** The keys of a command, the one to show first; empty if it has none. */
    List<KeyCombination> of(String id) {
        return keys.getOrDefault(id, List.of());
    }

    /** The command that a pressed key stands for, or null. */
    String command(KeyEvent event, boolean canvasHasFocus) {
        for (var entry : keys.entrySet()) {
            for (KeyCombination combination : entry.getValue()) {
                if (combination.match(event) && (canvasHasFocus || !onlyOnCanvas(combination))) {
                    return entry.getKey();
                }
            }
        }
        return null;
    }

    /** Plain and shifted letters, digits, signs, arrows, Home and End mean something else in text fields and lists. */
    static boolean onlyOnCanvas(KeyCombination combination) {
        if (!(combination instanceof KeyCodeCombination keys)) {
            return false;
        }
        boolean plain = keys.getControl() != KeyCombination.ModifierValue.DOWN && keys.getAlt() != KeyCombination.ModifierValue.DOWN
                && keys.getShortcut() != KeyCombination.ModifierValue.DOWN && keys.getMeta() != KeyCombination.ModifierValue.DOWN;
        return plain && !keys.getCode().isFunctionKey() && keys.getCode() != KeyCode.ESCAPE;
    }

    /** The first key of a command as shown: {@code Ctrl+O}; empty if it has none. */
    String shown(String id) {
        List<KeyCombination> all = of(id);
        return all.isEmpty() ? "" : all.getFirst().getDisplayText();
    }
}
