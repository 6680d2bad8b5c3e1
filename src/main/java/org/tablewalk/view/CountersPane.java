package org.tablewalk.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.window.CounterRow;
import org.tablewalk.viewmodel.window.CountersViewModel;

/** The counters at the step shown, and what this step added. */
final class CountersPane extends FlowPane {
    private List<String> shown = List.of();
    private final Map<String, Tile> tiles = new HashMap<>();

    CountersPane(CountersViewModel model) {
        setId("counters");
        getStyleClass().add("counters");
        model.rows().addListener((ListChangeListener<CounterRow>) change -> show(model));
        show(model);
    }

    private void show(CountersViewModel model) {
        List<String> keys = model.rows().stream().map(CounterRow::key).toList();
        if (!keys.equals(shown)) {
            // A trace has fewer of them than a run.
            shown = keys;
            tiles.clear();
            getChildren().clear();
        }
        for (CounterRow row : model.rows()) {
            tiles.computeIfAbsent(row.key(), key -> {
                var tile = new Tile(row);
                getChildren().add(tile);
                return tile;
            }).show(row);
        }
    }

    private static final class Tile extends VBox {
        private final Label value = new Label();
        private final Label change = new Label();

        Tile(CounterRow row) {
            getStyleClass().add("counter");
            setId("counter-" + row.key());
            var name = new Label(row.name());
            name.getStyleClass().add("counter-name");
            value.getStyleClass().add("counter-value");
            change.getStyleClass().add("counter-change");
            var line = ControlFactory.row(value, change);
            line.setAlignment(Pos.BASELINE_LEFT);
            Tooltip.install(this, new Tooltip(row.meaning()));
            getChildren().addAll(line, name);
        }

        void show(CounterRow row) {
            value.setText(Numbers.grouped(row.value()));
            change.setText(row.change() == 0 ? "" : (row.change() > 0 ? "+" : "\u2212") + Numbers.grouped(Math.abs(row.change())));
            setAccessibleText(row.name() + " " + row.value());
        }
    }
}
