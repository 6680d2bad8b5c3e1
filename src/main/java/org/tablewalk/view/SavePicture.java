package org.tablewalk.view;

import java.io.File;
import java.io.IOException;
import java.util.function.BiConsumer;
import javafx.scene.Scene;
import javafx.stage.FileChooser;
import org.tablewalk.viewmodel.Messages;

/** Saves a picture of the window as it is. */
final class SavePicture {
    private final Scene scene;
    private final Messages messages;

    SavePicture(Scene scene, Messages messages) {
        this.scene = scene;
        this.messages = messages;
    }

    /** Asks where to and saves; what goes wrong is told with the file's name. */
    void ask(BiConsumer<String, String> problem) {
        var chooser = new FileChooser();
        chooser.setTitle(messages.text("command.file.picture"));
        chooser.setInitialFileName("tablewalk.png");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG", "*.png"));
        File file = chooser.showSaveDialog(scene.getWindow());
        if (file != null) {
            try {
                new WindowCapture(messages).scene(scene, file.toPath());
            } catch (IOException e) {
                problem.accept(file.getName(), messages.text("picture.failed", e.getMessage()));
            }
        }
    }
}
