package org.tablewalk.viewmodel.kind;

import java.util.List;
import org.tablewalk.viewmodel.CanvasViewModel;

/**
 * A tab at the bottom: canvases side by side.
 *
 * @param name     of the tab: key of its texts and icon
 * @param help     a text above them, or empty
 * @param canvases from left to right
 */
public record KindTab(String name, String help, List<Pane> canvases) {
    /**
     * A canvas in a tab.
     *
     * @param id   for the style sheet
     * @param name what it shows, for a reader of the screen
     */
    public record Pane(String id, String name, CanvasViewModel canvas) {}
}
