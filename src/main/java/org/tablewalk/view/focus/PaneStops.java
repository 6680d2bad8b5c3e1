package org.tablewalk.view.focus;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.TallView;

/**
 * The panes that F6 goes through, in the order in which they stand in the window: every canvas that is a pane of its own, and of every other pane
 * that shows, the transport's row and the sentence too, the first thing in it that takes keys. Found in the scene when asked, so that no pane can be forgotten.
 */
public final class PaneStops {
    /** Style class of the row of transport. */
    private static final String TRANSPORT = "transport";

    private final List<Node> stops = new ArrayList<>();
    private final Node owner;
    private int at = -1;

    private PaneStops(Node owner) {
        this.owner = owner;
    }

    /** The stops of a window. */
    public static PaneStops of(Scene scene) {
        var stops = new PaneStops(scene.getFocusOwner());
        stops.visit(scene.getRoot(), false);
        return stops;
    }

    /**
     * Goes through what shows of a node.
     *
     * @param wanted whether it lies in a pane of which nothing is a stop yet
     * @return whether that is still so
     */
    private boolean visit(Node node, boolean wanted) {
        if (!node.isVisible() || node.isDisabled()) {
            return wanted;
        }
        boolean pane = node.getStyleClass().contains(TRANSPORT) || node instanceof TabPane;
        boolean alone = node instanceof DrawingView && !(node instanceof TallView) || node instanceof Label && node.isFocusTraversable();
        boolean want = wanted || pane;
        if (alone || want && !pane && node.isFocusTraversable()) {
            stops.add(node);
            want = false;
        }
        if (node == owner) {
            at = stops.size() - 1;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                want = visit(child, want);
            }
        }
        // A pane with nothing in it that takes keys takes them itself, for the choice of another tab.
        if (pane && want && node.isFocusTraversable()) {
            stops.add(node);
            want = false;
        }
        return pane ? false : want;
    }

    /** Moves the focus to the next pane, or the one before. */
    public void go(int direction) {
        if (!stops.isEmpty()) {
            int from = at < 0 && direction < 0 ? 0 : at;
            stops.get(Math.floorMod(from + direction, stops.size())).requestFocus();
        }
    }
}
