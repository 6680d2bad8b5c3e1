package org.tablewalk.view;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** A frame over the whole window while a file is dragged over it; dropping opens the file. */
final class DropTarget extends StackPane {
    private final MainViewModel model;
    private final Messages messages;
    private final Label text = new Label();
    /** What is being dragged over the window, or null: a file is looked at once, not with every move of the mouse. */
    private Path over;

    DropTarget(MainViewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        setId("dropFrame");
        getStyleClass().add("drop-frame");
        setMouseTransparent(true);
        setVisible(false);
        getChildren().add(text);
    }

    /** Accepts drops anywhere on a node. */
    void install(javafx.scene.Node everywhere) {
        everywhere.setOnDragOver(event -> {
            Path file = only(files(event.getDragboard()));
            if (file != null) {
                event.acceptTransferModes(TransferMode.COPY);
                over(file);
            }
            event.consume();
        });
        everywhere.setOnDragExited(event -> away());
        everywhere.setOnDragDropped(this::dropped);
    }

    /** Says what a file is that is dragged over the window. */
    void over(Path file) {
        if (!file.equals(over)) {
            over = file;
            text.setText(messages.text("drop.open", Objects.requireNonNullElse(file.getFileName(), file), messages.text("drop.kind." + model.kindOf(file))));
        }
        setVisible(true);
    }

    private void away() {
        over = null;
        setVisible(false);
    }

    /** Opens what is dropped. */
    private void dropped(DragEvent event) {
        event.setDropCompleted(drop(files(event.getDragboard())));
        event.consume();
    }

    /**
     * Opens what was dropped.
     *
     * @return false if it is not exactly one file
     */
    boolean drop(List<File> files) {
        away();
        Path file = only(files);
        if (file != null) {
            model.open(file);
        }
        return file != null;
    }

    private static List<File> files(Dragboard board) {
        return board.hasFiles() ? board.getFiles() : List.of();
    }

    private static Path only(List<File> files) {
        return files.size() == 1 ? files.getFirst().toPath() : null;
    }
}
