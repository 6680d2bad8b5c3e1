package org.tablewalk.view;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.viewmodel.tlb.TlbViewModel;

/** The TLBs: a button for each CPU with the number of its entries, and the table of the chosen one. */
final class TlbPane extends VBox {
    private final TlbViewModel model;
    private final FlowPane chips = new FlowPane();
    private final ToggleGroup group = new ToggleGroup();

    TlbPane(TlbViewModel model, ControlFactory controls, PaintContext context) {
        this.model = model;
        getStyleClass().add("tlb-pane");
        chips.getStyleClass().add("chips");
        var table = new DrawingView(model, context, "tlb", controls.messages().text("tab.tlbs"));
        var note = new Label();
        note.getStyleClass().add("help");
        note.textProperty().bind(model.noteProperty());
        var stack = new StackPane(table, note);
        stack.setMinHeight(0);
        VBox.setVgrow(stack, Priority.ALWAYS);
        getChildren().addAll(chips, stack);
        model.summaries().addListener((ListChangeListener<TlbViewModel.TlbSummary>) change -> show());
        model.cpuProperty().addListener((property, before, now) -> show());
        show();
    }

    private void show() {
        while (chips.getChildren().size() > model.summaries().size()) {
            chips.getChildren().removeLast();
        }
        for (int i = 0; i < model.summaries().size(); i++) {
            TlbViewModel.TlbSummary summary = model.summaries().get(i);
            if (i == chips.getChildren().size()) {
                var chip = new ToggleButton();
                chip.getStyleClass().addAll("chip");
                chip.setToggleGroup(group);
                int cpu = summary.cpu();
                chip.setOnAction(event -> {
                    model.cpuProperty().set(cpu);
                    chip.setSelected(true);
                });
                chips.getChildren().add(chip);
            }
            var chip = (ToggleButton) chips.getChildren().get(i);
            chip.setText(summary.text());
            chip.setSelected(summary.cpu() == model.cpuProperty().get());
            chip.getStyleClass().remove("stale");
            if (summary.stale()) {
                chip.getStyleClass().add("stale");
            }
        }
    }
}
