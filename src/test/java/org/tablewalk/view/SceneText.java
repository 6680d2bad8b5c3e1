package org.tablewalk.view;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Legibility;
import org.tablewalk.view.canvas.DrawingView;

/** What nobody can read in a window: of its controls what was cut, leaves the window or lies over other text, and of its canvases what {@link Legibility} finds. */
final class SceneText {
    private static final double SLACK = 1.5;

    private final Scene scene;
    private final Legibility legibility = new Legibility(FontMetrics.load());
    private final List<String> faults = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();
    private final List<Bounds> places = new ArrayList<>();

    private SceneText(Scene scene) {
        this.scene = scene;
    }

    /** Every fault, in words; empty if all can be read. */
    static List<String> faults(Scene scene) {
        var look = new SceneText(scene);
        look.node(scene.getRoot(), null, false);
        look.overlaps();
        return look.faults;
    }

    private void node(Node node, Bounds viewport, boolean scrolls) {
        if (!node.isVisible() || node.getOpacity() < 0.1) {
            return;
        }
        if (node instanceof DrawingView view) {
            canvas(view, viewport);
            return;
        }
        if (node instanceof Text text && !(text instanceof FontIcon) && !text.getText().isBlank()) {
            text(text, viewport, scrolls);
        }
        Bounds inner = viewport;
        boolean moves = scrolls;
        if (node instanceof ScrollPane || node instanceof VirtualFlow<?>) {
            inner = node.localToScene(node.getLayoutBounds());
            moves = true;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                node(child, inner, moves);
            }
        }
    }

    private void canvas(DrawingView view, Bounds viewport) {
        Bounds place = view.localToScene(view.getLayoutBounds());
        if (view.drawing() == null || place.getWidth() < 1 || place.getHeight() < 1) {
            return;
        }
        if (place.getMaxX() > scene.getWidth() + SLACK || viewport == null && place.getMaxY() > scene.getHeight() + SLACK) {
            faults.add("canvas " + view.getId() + " leaves the window: " + place);
        }
        legibility.faults(view.drawing()).forEach(f -> faults.add("canvas " + view.getId() + ": " + f));
    }

    private void text(Text text, Bounds viewport, boolean scrolls) {
        Bounds place = text.localToScene(text.getLayoutBounds());
        if (viewport != null && !viewport.intersects(place)) {
            return;
        }
        String name = "'" + text.getText() + "'";
        for (Node n = text.getParent(); n != null; n = n.getParent()) {
            if (n instanceof Labeled labeled && labeled.getText() != null) {
                if (!labeled.getText().equals(text.getText()) && labeled.getTooltip() == null) {
                    faults.add("'%s' is cut to %s".formatted(labeled.getText(), name));
                }
                Bounds box = labeled.localToScene(labeled.getLayoutBounds());
                if (place.getMinX() < box.getMinX() - SLACK || place.getMaxX() > box.getMaxX() + SLACK) {
                    faults.add("%s runs out of its box".formatted(name));
                }
                break;
            }
        }
        boolean outside = place.getMinX() < -SLACK || place.getMaxX() > scene.getWidth() + SLACK
                || !scrolls && (place.getMinY() < -SLACK || place.getMaxY() > scene.getHeight() + SLACK);
        if (outside || viewport != null && (place.getMinX() < viewport.getMinX() - SLACK || place.getMaxX() > viewport.getMaxX() + SLACK)) {
            faults.add("%s leaves the window or its pane".formatted(name));
        }
        texts.add(text);
        places.add(viewport == null ? place : common(place, viewport));
    }

    /** The part of a text that its pane shows. */
    private static Bounds common(Bounds a, Bounds b) {
        double x = Math.max(a.getMinX(), b.getMinX());
        double y = Math.max(a.getMinY(), b.getMinY());
        return new BoundingBox(x, y, Math.max(0, Math.min(a.getMaxX(), b.getMaxX()) - x), Math.max(0, Math.min(a.getMaxY(), b.getMaxY()) - y));
    }

    private void overlaps() {
        for (int i = 0; i < texts.size(); i++) {
            Bounds a = places.get(i);
            for (int j = 0; j < i; j++) {
                Bounds b = places.get(j);
                double width = Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX());
                double height = Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY());
                if (width > 2 && height > 4) {
                    faults.add("'%s' and '%s' overlap".formatted(texts.get(j).getText(), texts.get(i).getText()));
                }
            }
        }
    }
}
