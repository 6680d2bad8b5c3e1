package org.tablewalk.view;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.collections.ObservableList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.tablewalk.view.lockstep.RunDrag;
import org.tablewalk.viewmodel.window.RunRow;
import org.tablewalk.viewmodel.window.ScenarioItem;
import org.tablewalk.viewmodel.window.ScenariosViewModel;

/** The scenarios that ship, the files opened, and the runs of this session with their forks. */
final class ScenariosPane extends VBox {
    /** Height of the list of runs, in em. */
    private static final double RUNS = 9;

    ScenariosPane(ScenariosViewModel model, RunDrag drag, ControlFactory controls) {
        getStyleClass().add("scenarios");
        var shipped = list(controls, "scenarios", model.shipped(), ScenarioItem::title, item -> item.set() ? controls.messages().text("scenarios.set", item.brief()) : item.brief(),
                item -> false,
                model::open, (cell, item) -> {});
        shipped.setAccessibleText(controls.messages().text("scenarios.shipped"));
        var runs = list(controls, "runs", model.runs(), RunRow::name, RunRow::detail, RunRow::shown, run -> model.switchTo(run.index()), drag::cell);
        runs.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> model.choose(now == null ? -1 : now.index()));
        runs.setContextMenu(new ContextMenu(controls.item(model.compare())));
        runs.setAccessibleText(controls.messages().text("scenarios.runs"));
        runs.setPlaceholder(new Label(controls.messages().text("scenarios.noRuns")));
        VBox.setVgrow(shipped, Priority.ALWAYS);
        // A few runs are usual, scenarios are many.
        runs.prefHeightProperty().bind(controls.em(RUNS));
        runs.minHeightProperty().bind(controls.em(RUNS / 2));
        runs.setMaxHeight(USE_PREF_SIZE);
        // What it is given beyond this it takes; preferring more would only cut it where there is less.
        shipped.prefHeightProperty().bind(controls.em(RUNS));
        var open = controls.button(model.openFile());
        open.setMaxWidth(Double.MAX_VALUE);
        var openRow = new VBox(open);
        openRow.getStyleClass().add("open-row");
        getChildren().addAll(controls.heading("scenarios.shipped"), shipped, openRow, controls.heading("scenarios.runs"), runs);
    }

    private static <T> ListView<T> list(ControlFactory controls, String id, ObservableList<T> items, Function<T, String> title, Function<T, String> detail,
            Function<T, Boolean> shown, Consumer<T> open, BiConsumer<ListCell<T>, Supplier<T>> cells) {
        var list = new ListView<>(items);
        list.setId(id);
        list.getStyleClass().add("plain-list");
        list.setCellFactory(view -> {
            var cell = new Cell<>(view, controls, title, detail, shown);
            cells.accept(cell, cell::getItem);
            return cell;
        });
        list.setOnMouseClicked(event -> {
            T chosen = list.getSelectionModel().getSelectedItem();
            // The end of a drag is no click, nor is the right button's.
            if (chosen != null && event.getTarget() != list && event.isStillSincePress() && event.getButton() == MouseButton.PRIMARY) {
                open.accept(chosen);
            }
        });
        list.setOnKeyPressed(event -> {
            T chosen = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                open.accept(chosen);
                event.consume();
            }
        });
        return list;
    }

    private static final class Cell<T> extends ListCell<T> {
        /** Room beside the words, in em. */
        private static final double SIDES = 2.9;

        private final Function<T, String> titleOf;
        private final Function<T, String> detailOf;
        private final Function<T, Boolean> shown;
        private final Label title = new Label();
        private final Label detail = new Label();
        private final VBox box = new VBox(title, detail);

        Cell(ListView<T> list, ControlFactory controls, Function<T, String> titleOf, Function<T, String> detailOf, Function<T, Boolean> shown) {
            this.titleOf = titleOf;
            this.detailOf = detailOf;
            this.shown = shown;
            title.getStyleClass().add("item-title");
            detail.getStyleClass().add("item-detail");
            for (Label label : new Label[] {title, detail}) {
                label.setWrapText(true);
                label.prefWidthProperty().bind(list.widthProperty().subtract(controls.em(SIDES)));
                label.setMinHeight(USE_PREF_SIZE);
            }
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("shown");
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            title.setText(titleOf.apply(item));
            detail.setText(detailOf.apply(item));
            if (shown.apply(item)) {
                getStyleClass().add("shown");
            }
            setGraphic(box);
            setAccessibleText(title.getText() + ". " + detail.getText());
        }
    }
}
