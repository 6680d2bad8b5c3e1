package org.tablewalk.view;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import org.tablewalk.viewmodel.MainViewModel;
import org.tablewalk.viewmodel.Messages;

/** A frame over the whole window while a file is dragged over it; dropping opens the file. */
final class DropTarget extends StackPane {
    private final MainViewModel model;
    private final Messages messages;
    private final Label text = new Label();

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
            Path file = file(event.getDragboard());
            if (file != null) {
                event.acceptTransferModes(TransferMode.COPY);
                text.setText(messages.text("drop.open", file.getFileName(), messages.text("drop.kind." + model.kindOf(file))));
                setVisible(true);
            }
            event.consume();
        });
        everywhere.setOnDragExited(event -> setVisible(false));
        everywhere.setOnDragDropped(this::dropped);
    }

    /** Opens what is dropped. */
    void dropped(DragEvent event) {
        setVisible(false);
        Path file = file(event.getDragboard());
        if (file != null) {
            model.open(file);
        }
        event.setDropCompleted(file != null);
        event.consume();
    }

    private static Path file(Dragboard board) {
        List<File> files = board.hasFiles() ? board.getFiles() : List.of();
        return files.size() == 1 ? files.getFirst().toPath() : null;
    }
}
