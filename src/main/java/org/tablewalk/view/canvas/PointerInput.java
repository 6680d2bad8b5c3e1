package org.tablewalk.view.canvas;

import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.viewmodel.CanvasViewModel;

/** What the pointer does on a canvas: points, clicks, drags and turns the wheel, in terms of the picture. */
final class PointerInput {
    private static final double DRAG = 4;
    private static final double WHEEL = 300;

    private final DrawingView view;
    private final CanvasViewModel model;
    private Point2D pressed;
    private boolean dragged;
    private boolean scrubbing;
    /** What the last click was on. */
    private Target clicked;

    PointerInput(DrawingView view, CanvasViewModel model) {
        this.view = view;
        this.model = model;
        view.setOnMouseMoved(event -> view.hover(hot(event), event.getX(), event.getY()));
        view.setOnMouseExited(event -> view.hover(null, 0, 0));
        view.setOnMousePressed(this::pressed);
        view.setOnMouseDragged(this::dragged);
        view.setOnMouseReleased(this::released);
        view.setOnScroll(this::scrolled);
    }

    private Drawing.Hot hot(MouseEvent event) {
        return view.drawing() == null ? null : view.drawing().hit(event.getX() / view.scale(), event.getY() / view.scale()).orElse(null);
    }

    private void pressed(MouseEvent event) {
        view.requestFocus();
        pressed = new Point2D(event.getX(), event.getY());
        dragged = false;
        scrubbing = event.getButton() == MouseButton.PRIMARY && model.scrub(event.getX() / view.scale(), event.getY() / view.scale());
        event.consume();
    }

    private void dragged(MouseEvent event) {
        if (pressed == null) {
            return;
        }
        double scale = view.scale();
        if (scrubbing) {
            model.scrub(event.getX() / scale, event.getY() / scale);
        } else if (dragged || pressed.distance(event.getX(), event.getY()) > DRAG) {
            dragged = true;
            view.hover(null, 0, 0);
            model.pan((event.getX() - pressed.getX()) / scale, (event.getY() - pressed.getY()) / scale);
            pressed = new Point2D(event.getX(), event.getY());
        }
    }

    private void released(MouseEvent event) {
        if (pressed != null && !dragged && !scrubbing && view.drawing() != null) {
            Drawing.Hot hot = hot(event);
            Target target = hot == null ? null : hot.target();
            // Two quick presses on neighbours are two presses.
            if (event.getClickCount() == 2 && Objects.equals(target, clicked)) {
                model.activate(target);
            } else {
                model.press(target);
            }
            clicked = target;
        }
        pressed = null;
        scrubbing = false;
    }

    private void scrolled(ScrollEvent event) {
        double scale = view.scale();
        if (event.isShortcutDown()) {
            model.zoom(Math.exp(event.getDeltaY() / WHEEL), event.getX() / scale, event.getY() / scale);
        } else {
            model.scroll(event.getDeltaX() / scale, event.getDeltaY() / scale, event.getX() / scale, event.getY() / scale);
        }
        event.consume();
    }
}
