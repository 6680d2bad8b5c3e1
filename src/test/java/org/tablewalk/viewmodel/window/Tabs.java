package org.tablewalk.viewmodel.window;

import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.kind.KindTab;

/** Finds the canvases in the tabs of the open kind. */
public final class Tabs {
    private Tabs() {}

    /** The canvas of that id. */
    public static CanvasViewModel canvas(MainViewModel model, String id) {
        return model.centre().tabsProperty().get().stream().flatMap(tab -> tab.canvases().stream()).filter(pane -> pane.id().equals(id))
                .map(KindTab.Pane::canvas).findFirst().orElseThrow();
    }
}
