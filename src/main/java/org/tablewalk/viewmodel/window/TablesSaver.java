package org.tablewalk.viewmodel.window;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.tablewalk.format.WholeFile;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Moment;

/** Writes the stage-2 tables of the moment shown where the user wants them; what cannot be written is told with the file's name and the reason. */
public final class TablesSaver {
    /** The name to begin with: that of the kernel's file. */
    public static final String NAME = "stage2_page_tables";

    private final Supplier<Moment> shown;
    private final ProblemViewModel problem;
    private final Messages messages;
    private final ReadOnlyBooleanWrapper available = new ReadOnlyBooleanWrapper();
    private Function<TableSource, byte[]> writer;

    TablesSaver(Supplier<Moment> shown, ProblemViewModel problem, Messages messages) {
        this.shown = shown;
        this.problem = problem;
        this.messages = messages;
    }

    /** How tables are written: set by whoever puts the program together. */
    public void writer(Function<TableSource, byte[]> write) {
        writer = write;
    }

    void show(Moment now) {
        available.set(writer != null && now.open() && now.reading().stage2() != null);
    }

    /** Whether there are tables that can be written. */
    public ReadOnlyBooleanProperty availableProperty() {
        return available.getReadOnlyProperty();
    }

    /** Writes the tables shown, whole or not at all, and never over the file that is open. */
    public void save(Path file) {
        if (!available.get()) {
            return;
        }
        Moment now = shown.get();
        String open = now.frame().subject().file();
        try {
            if (open != null && Files.exists(file) && Files.exists(Path.of(open)) && Files.isSameFile(file, Path.of(open))) {
                failed(file, messages.text("tables.opened"));
                return;
            }
            WholeFile.write(file, writer.apply(now.reading().stage2()));
        } catch (IllegalStateException e) {
            failed(file, messages.text("tables.many"));
        } catch (FileSystemException e) {
            failed(file, Objects.requireNonNullElse(e.getReason(), e.getMessage()));
        } catch (IOException e) {
            failed(file, e.getMessage());
        }
    }

    private void failed(Path file, String reason) {
        problem.tell(String.valueOf(file.getFileName()), messages.text("tables.failed", reason));
    }
}
