package org.tablewalk.view.canvas;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Ink;
import org.tablewalk.viewmodel.CanvasViewModel;

/**
 * A canvas that shows the picture of a view model: never larger than what is visible, painted at most once per pulse and only
 * when something changed. With the focus, Up and Down walk through the places of the picture, Enter selects.
 */
public class DrawingView extends Region {
    private static final double DRAG = 4;

    private final CanvasViewModel model;
    private final PaintContext context;
    private final Canvas canvas = new Canvas();
    private final Label tip = new Label();
    private Drawing drawing;
    private Drawing.Hot hover;
    private Drawing.Hot focus;
    private Transition transition;
    private long transitionStart;
    private boolean stale = true;
    private boolean repaint = true;
    private Point2D pressed;
    private boolean dragged;
    private boolean scrubbing;

    /**
     * A canvas.
     *
     * @param name what it shows, for a reader of the screen
     */
    public DrawingView(CanvasViewModel model, PaintContext context, String id, String name) {
        this.model = model;
        this.context = context;
        setId(id);
        getStyleClass().add("drawing");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        accessibleHelpProperty().bind(model.descriptionProperty());
        tip.getStyleClass().add("tip");
        tip.setVisible(false);
        tip.setManaged(false);
        tip.setMouseTransparent(true);
        getChildren().addAll(canvas, tip);
        model.versionProperty().addListener((property, before, now) -> stale = true);
        context.paletteProperty().addListener((property, before, now) -> repaint = true);
        focusedProperty().addListener((property, before, now) -> {
            focus = null;
            repaint = true;
        });
        setOnMouseMoved(this::mouseMoved);
        setOnMouseExited(event -> hover(null, 0, 0));
        setOnMousePressed(this::mousePressed);
        setOnMouseDragged(this::mouseDragged);
        setOnMouseReleased(this::mouseReleased);
        setOnScroll(this::scrolled);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        context.register(this);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(0, snapSizeX(getWidth()));
        double height = Math.max(0, snapSizeY(getHeight()));
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            stale = true;
        }
    }

    /** Brings the canvas up to date; called once per pulse while the window shows. */
    void pulse(long nanos) {
        if (!isShown() || canvas.getWidth() < 1 || canvas.getHeight() < 1) {
            return;
        }
        double scale = scale();
        if (stale) {
            Drawing next = model.draw(canvas.getWidth() / scale, canvas.getHeight() / scale);
            transition = context.animated() && model.stepped() ? Transition.between(drawing, next, context.metrics()) : null;
            transitionStart = nanos;
            drawing = next;
            hover = hover == null ? null : next.find(hover.target()).orElse(null);
            focus = focus == null ? null : next.find(focus.target()).orElse(null);
            stale = false;
            repaint = true;
        }
        if (repaint || transition != null) {
            paint(nanos, scale);
        }
    }

    private boolean isShown() {
        for (javafx.scene.Node n = this; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return getScene() != null;
    }

    private void paint(long nanos, double scale) {
        repaint = false;
        CanvasPainter painter = context.painter();
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.save();
        gc.scale(scale, scale);
        double t = transition == null ? 1 : (nanos - transitionStart) / 1e6 / Transition.LENGTH;
        if (t >= 1) {
            transition = null;
            painter.paint(gc, drawing, canvas.getWidth() / scale, canvas.getHeight() / scale);
        } else {
            painter.surface(gc, canvas.getWidth() / scale, canvas.getHeight() / scale);
            transition.paint(painter, gc, t);
        }
        if (hover != null) {
            outline(gc, painter, hover.box(), 1);
        }
        if (focus != null) {
            outline(gc, painter, focus.box(), 2);
        }
        gc.restore();
    }

    private static void outline(GraphicsContext gc, CanvasPainter painter, Box box, double width) {
        gc.setStroke(painter.colour(Ink.ACCENT));
        gc.setLineWidth(width);
        gc.setLineDashes();
        gc.strokeRoundRect(box.x() - 1.5, box.y() - 1.5, box.width() + 3, box.height() + 3, 6, 6);
    }

    private void mouseMoved(MouseEvent event) {
        if (drawing != null) {
            hover(drawing.hit(event.getX() / scale(), event.getY() / scale()).orElse(null), event.getX(), event.getY());
        }
    }

    private void hover(Drawing.Hot hot, double x, double y) {
        if (hot != hover) {
            hover = hot;
            repaint = true;
            setCursor(hot == null ? Cursor.DEFAULT : Cursor.HAND);
        }
        tip.setVisible(hot != null && !hot.tip().isEmpty());
        if (tip.isVisible()) {
            tip.setText(hot.tip());
            tip.applyCss();
            tip.autosize();
            double below = y + 18 + tip.getHeight() > getHeight() ? y - 8 - tip.getHeight() : y + 18;
            tip.relocate(Math.max(2, Math.min(x + 10, getWidth() - tip.getWidth() - 2)), Math.max(2, below));
        }
    }

    private void mousePressed(MouseEvent event) {
        requestFocus();
        pressed = new Point2D(event.getX(), event.getY());
        dragged = false;
        scrubbing = event.getButton() == MouseButton.PRIMARY && model.scrub(event.getX() / scale(), event.getY() / scale());
        event.consume();
    }

    private void mouseDragged(MouseEvent event) {
        if (pressed == null) {
            return;
        }
        double scale = scale();
        if (scrubbing) {
            model.scrub(event.getX() / scale, event.getY() / scale);
        } else if (dragged || pressed.distance(event.getX(), event.getY()) > DRAG) {
            dragged = true;
            hover(null, 0, 0);
            model.pan((event.getX() - pressed.getX()) / scale, (event.getY() - pressed.getY()) / scale);
            pressed = new Point2D(event.getX(), event.getY());
        }
    }

    private void mouseReleased(MouseEvent event) {
        if (pressed != null && !dragged && !scrubbing && drawing != null) {
            var target = drawing.hit(event.getX() / scale(), event.getY() / scale()).map(Drawing.Hot::target).orElse(null);
            if (event.getClickCount() == 2) {
                model.activate(target);
            } else {
                model.select(target);
            }
        }
        pressed = null;
        scrubbing = false;
    }

    private void scrolled(ScrollEvent event) {
        double scale = scale();
        if (event.isShortcutDown()) {
            model.zoom(Math.exp(event.getDeltaY() / 300), event.getX() / scale, event.getY() / scale);
        } else {
            model.scroll(event.getDeltaX() / scale, event.getDeltaY() / scale, event.getX() / scale, event.getY() / scale);
        }
        event.consume();
    }

    private void keyPressed(KeyEvent event) {
        if (drawing == null || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
            walk(event.getCode() == KeyCode.DOWN ? 1 : -1);
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && focus != null) {
            model.select(focus.target());
            event.consume();
        }
    }

    private void walk(int direction) {
        List<Drawing.Hot> hots = drawing.hots();
        if (!hots.isEmpty()) {
            int at = hots.indexOf(focus);
            focus = hots.get(at < 0 ? direction > 0 ? 0 : hots.size() - 1 : Math.floorMod(at + direction, hots.size()));
            setAccessibleText(focus.tip());
            repaint = true;
        }
    }

    /** Pixels of the canvas for one of the picture. */
    public double scale() {
        return context.scale();
    }

    CanvasViewModel model() {
        return model;
    }

    /** The picture last painted, or null. */
    public Drawing drawing() {
        return drawing;
    }
}
