package org.tablewalk.view;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.window.CounterRow;
import org.tablewalk.viewmodel.window.MainViewModel;

/** The last row: the counters that matter most, what steps are not, the run's hash, what the engine does. */
final class StatusBar extends HBox {
    private final Label counters = new Label();
    private final Text ruler = new Text();

    StatusBar(MainViewModel model, ControlFactory controls) {
        getStyleClass().add("status");
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        counters.setId("statusCounters");
        counters.getStyleClass().add("status-counters");
        counters.setTextOverrun(OverrunStyle.ELLIPSIS);
        counters.setMinWidth(0);
        HBox.setHgrow(counters, Priority.ALWAYS);
        counters.setMaxWidth(Double.MAX_VALUE);
        model.counters().rows().addListener((ListChangeListener<CounterRow>) change -> show(model));
        counters.widthProperty().addListener(change -> show(model));
        counters.fontProperty().addListener(change -> show(model));
        // Neither more nor less room because of what it says.
        counters.setPrefWidth(0);
        show(model);
        var truth = label("status.steps", controls);
        var limits = new Label();
        limits.setId("limits");
        limits.getStyleClass().add("status-limits");
        limits.textProperty().bind(model.status().limitsProperty());
        limits.managedProperty().bind(limits.textProperty().isNotEmpty());
        limits.setMinWidth(Region.USE_PREF_SIZE);
        var hash = new Label();
        hash.setId("runHash");
        hash.getStyleClass().add("status-hash");
        hash.textProperty().bind(model.status().runHashProperty());
        hash.setMinWidth(Region.USE_PREF_SIZE);
        var engine = new Label();
        engine.setId("engine");
        engine.textProperty().bind(model.status().engineProperty());
        engine.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(counters, limits, truth, hash, engine);
    }

    private static Label label(String key, ControlFactory controls) {
        var label = new Label(controls.messages().text(key));
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** The counters for which there is room; none is cut. */
    private void show(MainViewModel model) {
        var text = new StringBuilder();
        for (CounterRow row : model.counters().rows()) {
            if (!row.brief().isEmpty()) {
                String next = (text.isEmpty() ? "" : "   ") + row.brief() + ' ' + Numbers.grouped(row.value());
                if (counters.getWidth() > 0 && width(text + next) > counters.getWidth() - counters.snappedLeftInset() - counters.snappedRightInset()) {
                    break;
                }
                text.append(next);
            }
        }
        counters.setText(text.toString());
    }

    private double width(String text) {
        ruler.setFont(counters.getFont());
        ruler.setText(text);
        return Math.ceil(ruler.getLayoutBounds().getWidth());
    }
}
