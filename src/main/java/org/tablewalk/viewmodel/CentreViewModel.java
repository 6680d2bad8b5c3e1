package org.tablewalk.viewmodel;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What stands in the middle of the window: the tree of an Arm machine, or the two trees of a shadow MMU. Commands go to the one that is shown. */
public final class CentreViewModel {
    private static final double ZOOM = 1.25;

    private final TreeViewModel tree;
    private final ShadowViewModel shadow;
    private final ReadOnlyObjectWrapper<MachineKind> kind = new ReadOnlyObjectWrapper<>(MachineKind.ARM);
    private final List<UiCommand> commands = List.of(UiCommand.of("tree.zoomIn", () -> shown().zoomBy(ZOOM)),
            UiCommand.of("tree.zoomOut", () -> shown().zoomBy(1 / ZOOM)), UiCommand.of("tree.fit", () -> shown().fit()),
            UiCommand.of("tree.moreRows", () -> shown().rows(true)), UiCommand.of("tree.fewerRows", () -> shown().rows(false)));

    CentreViewModel(TreeViewModel tree, ShadowViewModel shadow) {
        this.tree = tree;
        this.shadow = shadow;
    }

    /** Shows a moment, with a sentence for a reader of the screen. */
    void show(Moment now, String sentence) {
        kind.set(now.reading().kind());
        if (kind.get() == MachineKind.ARM) {
            tree.show(now);
            tree.tell(sentence);
        } else {
            shadow.show(now);
            shadow.tell(sentence);
        }
    }

    private Zoomable shown() {
        return kind.get() == MachineKind.ARM ? tree : shadow;
    }

    /** The canvas that is shown. */
    public CanvasViewModel canvas() {
        return kind.get() == MachineKind.ARM ? tree : shadow;
    }

    /** Which of them is shown; also decides which other panes are. */
    public ReadOnlyObjectProperty<MachineKind> kindProperty() {
        return kind.getReadOnlyProperty();
    }

    public TreeViewModel tree() {
        return tree;
    }

    public ShadowViewModel shadow() {
        return shadow;
    }

    /** Zoom in, zoom out, fit, more and fewer rows per table. */
    public List<UiCommand> commands() {
        return commands;
    }
}
