package org.tablewalk.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.view.lab.LineMenu;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.listing.ListingRow;
import org.tablewalk.viewmodel.listing.ListingViewModel;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** The listing of every actor: the line just executed, the line that comes next, and the instructions of both. */
final class ListingPane extends ListView<ListingRow> {
    /** Rows left above a row that is scrolled to. */
    private static final int MARGIN = 4;

    ListingPane(ListingViewModel model, LineMenu menu, VerdictViewModel verdict, Messages messages) {
        super(model.rows());
        getStyleClass().addAll("listing", "plain-list");
        setId("listing");
        setAccessibleText(messages.text("tab.listing"));
        setPlaceholder(new Label(messages.text("listing.empty")));
        setCellFactory(list -> new Cell(menu, verdict, messages));
        // Not with the selection: the rows change with what has the focus, and a list must not change while it selects.
        setOnMouseClicked(event -> focus(model, event.getTarget() != this));
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                focus(model, true);
                event.consume();
            }
        });
        setOnContextMenuRequested(event -> {
            ListingRow chosen = getSelectionModel().getSelectedItem();
            if (chosen != null && chosen.place() != null) {
                Bounds at = localToScreen(getLayoutBounds());
                boolean keys = event.isKeyboardTrigger();
                menu.show(this, chosen.place(), keys ? at.getMinX() : event.getScreenX(), keys ? at.getMinY() : event.getScreenY());
                event.consume();
            }
        });
        model.scrollToProperty().addListener((property, before, now) -> {
            if (now.intValue() >= 0) {
                reveal(now.intValue());
            }
        });
    }

    /** Where a row of a CPU with a mark stands, in the scene; null if it does not show. */
    Bounds line(int cpu, ListingRow.Mark mark) {
        for (Node n = this; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return null;
            }
        }
        for (Node cell : lookupAll(".list-cell")) {
            if (cell instanceof Cell row && cell.isVisible() && row.getItem() != null && row.getItem().cpu() == cpu && row.getItem().mark() == mark
                    && cell.localToScene(cell.getLayoutBounds()).intersects(localToScene(getLayoutBounds()))) {
                return cell.localToScene(cell.getLayoutBounds());
            }
        }
        return null;
    }

    private void focus(ListingViewModel model, boolean onRow) {
        ListingRow chosen = getSelectionModel().getSelectedItem();
        if (chosen != null && onRow) {
            model.focus(chosen.cpu());
        }
    }

    /** Scrolls only to a row that is out of sight: a listing that stays put is easier to follow, and cheaper. */
    private void reveal(int row) {
        if (lookup(".virtual-flow") instanceof VirtualFlow<?> flow && flow.getFirstVisibleCell() != null) {
            int first = flow.getFirstVisibleCell().getIndex();
            int last = flow.getLastVisibleCell().getIndex();
            if (row > first && row < last - 1) {
                return;
            }
        }
        scrollTo(Math.max(0, row - MARGIN));
    }

    /** Width of a space of the listing's font, in em. */
    private static final double SPACE = 0.6;

    private static final class Cell extends ListCell<ListingRow> {
        private final Messages messages;
        private final Label number = new Label();
        private final Label text = new Label();
        private final Label note = new Label();
        private final Label sign = new Label();
        private final HBox row = ControlFactory.row(number, text, note, sign);
        private final Tooltip tip = new Tooltip();
        private final LineMenu menu;
        /** Made when it is needed first: few rows ever do, and every node of a row costs with every change of it. */
        private Button change;
        private List<String> worn = List.of();

        Cell(LineMenu menu, VerdictViewModel verdict, Messages messages) {
            this.messages = messages;
            this.menu = menu;
            sign.setOnMouseClicked(event -> {
                if (getItem().place() != null && getItem().place().finding() != null) {
                    verdict.signs().press(getItem().place().finding());
                }
            });
            var pointed = hoverProperty().or(selectedProperty()).and(Bindings.createBooleanBinding(() -> getItem() != null && getItem().place() != null, itemProperty()));
            pointed.subscribe(this::changeable);
            number.getStyleClass().add("line-number");
            text.getStyleClass().add("line-text");
            note.getStyleClass().add("line-note");
            note.setMinWidth(Region.USE_PREF_SIZE);
            text.setMinWidth(0);
            text.setWrapText(true);
            HBox.setHgrow(text, Priority.ALWAYS);
            text.setMaxWidth(Double.MAX_VALUE);
            row.setAlignment(Pos.BASELINE_LEFT);
            // A long line goes on below itself, behind its own indentation: it is never cut, and never scrolled sideways.
            setPrefWidth(0);
        }

        /** The line can be changed by a button over its end, so that no line has less room for it; or not. */
        private void changeable(boolean now) {
            if (now && change == null) {
                change = new Button(null, ControlFactory.icon(Feather.MORE_HORIZONTAL));
                change.getStyleClass().addAll("flat", "line-change");
                change.setAccessibleText(messages.text("lab.button"));
                change.setFocusTraversable(false);
                change.setMinWidth(Region.USE_PREF_SIZE);
                change.setManaged(false);
                change.setOnAction(event -> {
                    Bounds at = change.localToScreen(change.getLayoutBounds());
                    menu.show(this, getItem().place(), at.getMinX(), at.getMaxY());
                });
                row.getChildren().add(change);
                requestLayout();
            }
            if (change != null) {
                change.setVisible(now);
            }
        }

        @Override
        protected void updateItem(ListingRow item, boolean empty) {
            super.updateItem(item, empty);
            if (getTooltip() != null) {
                setTooltip(null);
            }
            if (empty || item == null) {
                wear(List.of());
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            wear(classes(item));
            number.setText(item.number());
            number.setMinWidth(item.kind() == ListingRow.Kind.ACTOR ? Region.USE_PREF_SIZE : Region.USE_COMPUTED_SIZE);
            place(item);
            String line = item.text().stripLeading();
            text.setText(line);
            indent(item.text().length() - line.length());
            note.setText(item.note());
            note.setManaged(!item.note().isEmpty());
            setGraphic(row);
            String spoken = switch (item.mark()) {
                case DONE -> messages.text("listing.spokenDone", item.text());
                case NEXT -> messages.text("listing.spokenNext", item.text());
                case NONE -> item.text();
            };
            setAccessibleText(getTooltip() == null ? spoken : spoken + ". " + tip.getText());
        }

        /** Takes these style classes; the same ones again would have the row and all in it styled anew. */
        private void wear(List<String> classes) {
            if (!classes.equals(worn)) {
                getStyleClass().removeAll(worn);
                getStyleClass().addAll(classes);
                worn = classes;
            }
        }

        private static List<String> classes(ListingRow item) {
            var classes = new ArrayList<>(List.of(item.kind().name().toLowerCase(Locale.ROOT)));
            if (item.mark() != ListingRow.Mark.NONE) {
                classes.add(item.mark().name().toLowerCase(Locale.ROOT));
            }
            if (item.place() != null && item.place().was() != null) {
                classes.add(item.removed() ? "removed" : "changed");
            }
            return classes;
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            if (change == null) {
                return;
            }
            double width = change.prefWidth(-1);
            change.resizeRelocate(row.getWidth() - width, 0, width, change.prefHeight(-1));
        }

        /** What was done to the line and found at it. */
        private void place(ListingRow item) {
            ListingRow.Place place = item.place();
            boolean found = place != null && place.finding() != null;
            sign.setVisible(found);
            sign.setManaged(found);
            if (found) {
                sign.getStyleClass().setAll("line-sign", "line-sign-" + place.sign());
            }
            if (place != null && (place.was() != null || found)) {
                String was = place.was() == null ? "" : place.was().isEmpty() ? messages.text("lab.new") : messages.text("lab.was", place.was().strip());
                tip.setText((was + "\n" + place.tip()).strip());
                setTooltip(tip);
            }
        }

        /** Room for leading spaces, so that what wraps begins below the line's first letter. In em, which the style sheet alone knows in pixels. */
        private void indent(int spaces) {
            text.setStyle(spaces == 0 ? "" : "-fx-padding: 0 0 0 " + spaces * SPACE + "em;");
        }

        /** A cell asks its graphic for a height without telling it the width, and then a text cannot know in how many lines it stands. */
        @Override
        protected double computePrefHeight(double width) {
            if (getGraphic() == null || width <= 0) {
                return super.computePrefHeight(width);
            }
            double inner = width - snappedLeftInset() - snappedRightInset();
            return Math.max(super.computePrefHeight(width), snappedTopInset() + row.prefHeight(inner) + snappedBottomInset());
        }
    }
}
