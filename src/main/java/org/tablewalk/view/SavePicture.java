package org.tablewalk.view;

import java.io.File;
import javafx.scene.Scene;
import javafx.stage.FileChooser;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.PictureSaver;

/** Saves a picture of the window as it is. */
final class SavePicture {
    private final Scene scene;
    private final Messages messages;
    private final PictureSaver saver;

    SavePicture(Scene scene, Messages messages, PictureSaver saver) {
        this.scene = scene;
        this.messages = messages;
        this.saver = saver;
    }

    /** Asks where to and saves. */
    void ask() {
        var chooser = new FileChooser();
        chooser.setTitle(messages.text("command.file.picture"));
        chooser.setInitialFileName("tablewalk.png");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG", "*.png"));
        File file = chooser.showSaveDialog(scene.getWindow());
        if (file != null) {
            saver.save(file.toPath(), new WindowCapture(messages).scene(scene));
        }
    }
}
