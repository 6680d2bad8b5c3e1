package org.tablewalk.viewmodel.window;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.tablewalk.picture.Palette;
import org.tablewalk.viewmodel.UiCommand;

/** How the window looks: theme, scale, motion. */
public final class SettingsViewModel {
    /** The tabs at the bottom that are always there; those of a kind of subject follow. */
    public static final List<String> BOTTOM_TABS = List.of("rows", "tlbs", "events", "counters", "verdict");
    /** Places among them. */
    public static final int TLB_TAB = 1;
    public static final int EVENTS_TAB = 2;
    public static final int VERDICT_TAB = 4;
    private static final int[] SCALES = {100, 110, 125, 150, 175, 200, 250, 300};

    /** Letters of 24 pixels at this height can be read from the back row. */
    private static final double PRESENTED = 1080;
    private static final double PRESENTED_SCALE = 200;

    private final SimpleObjectProperty<Palette> theme = new SimpleObjectProperty<>(Palette.LIGHT);
    private final SimpleBooleanProperty still = new SimpleBooleanProperty();
    private final SimpleBooleanProperty legend = new SimpleBooleanProperty();
    private final SimpleBooleanProperty details = new SimpleBooleanProperty(true);
    private final SimpleIntegerProperty scale = new SimpleIntegerProperty(100);
    private final SimpleBooleanProperty presenter = new SimpleBooleanProperty();
    private final SimpleBooleanProperty blank = new SimpleBooleanProperty();
    private final SimpleIntegerProperty leftTab = new SimpleIntegerProperty();
    private final SimpleIntegerProperty bottomTab = new SimpleIntegerProperty();
    private final SimpleIntegerProperty rightTab = new SimpleIntegerProperty();
    private final UiCommand nextTheme = UiCommand.of("view.theme", () -> theme.set(Palette.values()[(theme.get().ordinal() + 1) % Palette.values().length]));
    private final List<UiCommand> themes = List.of(UiCommand.choice("view.light", theme, Palette.LIGHT),
            UiCommand.choice("view.dark", theme, Palette.DARK), UiCommand.choice("view.projector", theme, Palette.PROJECTOR));
    private final UiCommand stillness = UiCommand.toggle("view.still", still);
    private final UiCommand legendShown = UiCommand.toggle("view.legend", legend);
    private final UiCommand detailsShown = UiCommand.toggle("view.details", details);
    private final UiCommand larger = UiCommand.of("view.larger", scale.lessThan(SCALES[SCALES.length - 1]), () -> scale.set(next(1)));
    private final UiCommand smaller = UiCommand.of("view.smaller", scale.greaterThan(SCALES[0]), () -> scale.set(next(-1)));
    private final UiCommand normal = UiCommand.of("view.normal", () -> scale.set(SCALES[0]));

    private final UiCommand presenting = UiCommand.toggle("view.presenter", presenter);
    private final UiCommand blanked = new UiCommand("view.blank", () -> blank.set(!blank.get()), presenter, blank);
    private double height = PRESENTED;
    private int usual = SCALES[0];

    /** A window as it first looks. */
    public SettingsViewModel() {
        presenter.addListener((property, before, now) -> {
            blank.set(false);
            if (now) {
                usual = scale.get();
                scale.set(Math.max(usual, presented()));
            } else {
                scale.set(usual);
            }
        });
    }

    /** The largest scale at which a screen of this height still has room for everything that matters. */
    private int presented() {
        int best = SCALES[0];
        for (int s : SCALES) {
            best = s <= height / PRESENTED * PRESENTED_SCALE ? s : best;
        }
        return best;
    }

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

    /** The colours of everything. */
    public ObjectProperty<Palette> themeProperty() {
        return theme;
    }

    /** Reduced motion: changes fade in where they are. */
    public SimpleBooleanProperty stillProperty() {
        return still;
    }

    /** The whole legend under the tree is shown, not just its first line. */
    public SimpleBooleanProperty legendProperty() {
        return legend;
    }

    /** A room looks on: everything is larger, a clicker steps, and nothing comes up by itself. */
    public SimpleBooleanProperty presenterProperty() {
        return presenter;
    }

    /** The screen is black, so that the room looks at the speaker. */
    public SimpleBooleanProperty blankProperty() {
        return blank;
    }

    /** The height of the window in pixels has become another. */
    public void window(double pixels) {
        height = pixels;
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

    /** The tab shown at the bottom: rows of the CPUs, the opened TLB, events, counters, the verdict, the kind's own. */
    public IntegerProperty bottomTabProperty() {
        return bottomTab;
    }

    /** Shows a tab at the bottom, by its place. */
    public void choose(int tab) {
        bottomTab.set(tab);
    }

    /** The tab shown at the right: inspector, machine. */
    public IntegerProperty rightTabProperty() {
        return rightTab;
    }

    /** Sets theme and scale at once. */
    public void look(Palette colours, int percent) {
        theme.set(colours);
        scale.set(percent);
    }

    /** Every command, in the order of the menu. */
    public List<UiCommand> all() {
        var all = new ArrayList<>(themes);
        all.addAll(List.of(nextTheme, larger, smaller, normal, presenting, blanked, stillness, legendShown, detailsShown));
        return all;
    }

    /** The next theme: light, dark, projector, light again. */
    public UiCommand nextTheme() {
        return nextTheme;
    }
}
