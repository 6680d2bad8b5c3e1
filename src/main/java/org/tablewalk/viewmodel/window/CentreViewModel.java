package org.tablewalk.viewmodel.window;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindTab;

/** What the open kind of subject has of its own: the picture in the middle, to which commands go, and tabs at the bottom. */
public final class CentreViewModel {
    private static final double ZOOM = 1.25;

    private final ReadOnlyObjectWrapper<CentreCanvas> canvas = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<KindTab>> tabs = new ReadOnlyObjectWrapper<>(List.of());
    private final List<UiCommand> commands = List.of(command("tree.zoomIn", c -> c.zoomBy(ZOOM)), command("tree.zoomOut", c -> c.zoomBy(1 / ZOOM)),
            command("tree.fit", CentreCanvas::fit), command("tree.moreRows", c -> c.rows(true)), command("tree.fewerRows", c -> c.rows(false)));
    private final Supplier<List<CentreCanvas>> beside;

    /**
     * Nothing is shown.
     *
     * @param beside pictures that are shown instead, side by side: commands go to all of them; none if there are no such pictures now
     */
    CentreViewModel(Supplier<List<CentreCanvas>> beside) {
        this.beside = beside;
    }

    private UiCommand command(String id, Consumer<CentreCanvas> deed) {
        return UiCommand.of(id, () -> {
            List<CentreCanvas> several = beside.get();
            (several.isEmpty() ? List.of(canvas()) : several).forEach(deed);
        });
    }

    /** Shows the panes of a kind for a subject, or null. */
    void show(KindPanes panes, Subject subject) {
        canvas.set(panes.centre());
        tabs.set(panes.tabs(subject));
    }

    /** The canvas that is shown. */
    public CentreCanvas canvas() {
        return canvas.get();
    }

    /** The canvas that is shown; another one only when something of another kind is opened. */
    public ReadOnlyObjectProperty<CentreCanvas> canvasProperty() {
        return canvas.getReadOnlyProperty();
    }

    /** The tabs that only what is open has. */
    public List<KindTab> tabs() {
        return tabs.get();
    }

    /** Tabs beside those that are always there; others when something is opened that has others. */
    public ReadOnlyObjectProperty<List<KindTab>> tabsProperty() {
        return tabs.getReadOnlyProperty();
    }

    /** Zoom in, zoom out, fit, more and fewer rows per table. */
    public List<UiCommand> commands() {
        return commands;
    }
}
