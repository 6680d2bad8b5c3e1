package org.tablewalk.viewmodel.window;

import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import org.tablewalk.viewmodel.UiCommand;

/** How the window looks: theme, scale, motion. */
public final class SettingsViewModel {
    private static final int[] SCALES = {100, 110, 125, 150, 175, 200, 250, 300};

    private final SimpleBooleanProperty dark = new SimpleBooleanProperty();
    private final SimpleBooleanProperty still = new SimpleBooleanProperty();
    private final SimpleBooleanProperty legend = new SimpleBooleanProperty();
    private final SimpleBooleanProperty details = new SimpleBooleanProperty(true);
    private final SimpleIntegerProperty scale = new SimpleIntegerProperty(100);
    private final SimpleIntegerProperty leftTab = new SimpleIntegerProperty();
    private final SimpleIntegerProperty bottomTab = new SimpleIntegerProperty();
    private final SimpleIntegerProperty rightTab = new SimpleIntegerProperty();
    private final UiCommand theme = UiCommand.toggle("view.dark", dark);
    private final UiCommand stillness = UiCommand.toggle("view.still", still);
    private final UiCommand legendShown = UiCommand.toggle("view.legend", legend);
    private final UiCommand detailsShown = UiCommand.toggle("view.details", details);
    private final UiCommand larger = UiCommand.of("view.larger", scale.lessThan(SCALES[SCALES.length - 1]), () -> scale.set(next(1)));
    private final UiCommand smaller = UiCommand.of("view.smaller", scale.greaterThan(SCALES[0]), () -> scale.set(next(-1)));
    private final UiCommand normal = UiCommand.of("view.normal", () -> scale.set(SCALES[0]));

    private int next(int direction) {
        int now = scale.get();
        if (direction > 0) {
            for (int s : SCALES) {
                if (s > now) {
                    return s;
                }
            }
            return SCALES[SCALES.length - 1];
        }
        for (int i = SCALES.length - 1; i >= 0; i--) {
            if (SCALES[i] < now) {
                return SCALES[i];
            }
        }
        return SCALES[0];
    }

    /** Dark instead of light. */
    public SimpleBooleanProperty darkProperty() {
        return dark;
    }

    /** No animation: changes appear at once. */
    public SimpleBooleanProperty stillProperty() {
        return still;
    }

    /** The whole legend under the tree is shown, not just its first line. */
    public SimpleBooleanProperty legendProperty() {
        return legend;
    }

    /** The pane at the right is shown. */
    public SimpleBooleanProperty detailsProperty() {
        return details;
    }

    /** Size of everything, in per cent, 100..300. */
    public IntegerProperty scaleProperty() {
        return scale;
    }

    /** The tab shown at the left: listing, moves, scenarios. */
    public IntegerProperty leftTabProperty() {
        return leftTab;
    }

    /** The tab shown at the bottom: timeline, TLBs, events, counters. */
    public IntegerProperty bottomTabProperty() {
        return bottomTab;
    }

    /** The tab shown at the right: inspector, machine. */
    public IntegerProperty rightTabProperty() {
        return rightTab;
    }

    /** Every command, in the order of the menu. */
    public List<UiCommand> all() {
        return List.of(theme, larger, smaller, normal, stillness, legendShown, detailsShown);
    }

    /** Light or dark. */
    public UiCommand theme() {
        return theme;
    }
}
