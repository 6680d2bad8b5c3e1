package org.tablewalk.view.canvas;

import java.util.ArrayList;
import java.util.function.Predicate;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.layout.Region;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Places;
import org.tablewalk.picture.Target;
import org.tablewalk.viewmodel.CanvasViewModel;

/**
 * A canvas that shows the picture of a view model: never larger than what is visible, painted at most once per pulse and only
 * where something changed. While it has the focus, one of the places of the picture can have it: the keys walk from place to place, and a reader of the
 * screen finds every one in the {@link PlaceMirror}.
 */
public class DrawingView extends Region {
    private final CanvasViewModel model;
    private final PaintContext context;
    private final FailedNotice failed;
    private Tiles tiles;
    private final Tip tip = new Tip(this);
    private final Region ring = new Region();
    private final PlaceFocus focus;
    private final String name;
    private Drawing drawing;
    private Drawing before;
    private Drawing.Hot hover;
    private Transition transition;
    private long transitionStart;
    private boolean stale = true;
    private boolean repaint = true;

    /**
     * A canvas.
     *
     * @param name what it shows, for a reader of the screen
     */
    public DrawingView(CanvasViewModel model, PaintContext context, String id, String name) {
        this.model = model;
        this.context = context;
        this.name = name;
        var mirror = new PlaceMirror(model::select, this::focusPlace);
        focus = new PlaceFocus(mirror, tip, this::focusMoved);
        setId(id);
        getStyleClass().add("drawing");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        ring.getStyleClass().add("focus-ring");
        ring.setMouseTransparent(true);
        failed = new FailedNotice(context.inPlace());
        tiles = new Tiles(context.metrics());
        getChildren().addAll(tiles, mirror, ring, tip, failed);
        speak();
        model.descriptionProperty().addListener((property, before, now) -> speak());
        model.versionProperty().addListener((property, before, now) -> stale = true);
        model.links().versionProperty().addListener((property, before, now) -> repaint = true);
        context.paletteProperty().addListener((property, before, now) -> repaint = true);
        focusedProperty().addListener((property, before, now) -> focus.none());
        new PointerInput(this, model);
        context.register(this);
    }

    @Override
    protected void layoutChildren() {
        double pixels = CanvasLimit.pixels(getScene());
        Dimension2D room = CanvasLimit.within(snapSizeX(getWidth()), snapSizeY(getHeight()), pixels);
        failed.resizeRelocate(0, 0, getWidth(), getHeight());
        ring.resizeRelocate(0, 0, getWidth(), getHeight());
        stale |= tiles.room(room.getWidth(), room.getHeight(), pixels);
    }

    /** Drawing failed, and left the canvas in whatever state: says so in place of the picture, until something changes and it is tried again. */
    void failed() {
        stale = false;
        repaint = false;
        transition = null;
        drawing = null;
        hover = null;
        var fresh = new Tiles(context.metrics());
        fresh.room(tiles.wide(), tiles.high(), CanvasLimit.pixels(getScene()));
        tiles = fresh;
        getChildren().set(0, tiles);
        failed.setVisible(true);
    }

    /** Everything that it was drawn with has become another: scale, theme. */
    void outdated() {
        stale = true;
        requestLayout();
    }

    /** Brings the canvas up to date; called once per pulse while the window shows. */
    void pulse(long nanos) {
        if (!isShown() || tiles.wide() < 1 || tiles.high() < 1) {
            return;
        }
        double scale = scale();
        if (stale) {
            Drawing next = model.picture(tiles.wide() / scale, tiles.high() / scale);
            transition = context.animated() && model.stepped() ? Transition.between(drawing, next, context.metrics(), context.still()) : null;
            transitionStart = nanos;
            before = drawing;
            drawing = next;
            hover = hover == null ? null : next.find(hover.target()).orElse(null);
            focus.show(next, scale);
            stale = false;
            repaint = true;
            failed.setVisible(false);
        }
        if (drawing != null && (repaint || transition != null)) {
            paint(nanos, scale);
        }
    }

    /** Where there are places for what is sought, in the scene, now or before the last change; the largest, or the room of all. Null if there is none. */
    Bounds find(Predicate<Target> sought, boolean all) {
        Box found = drawing == null || !isShown() ? null : Places.of(drawing, sought, all);
        Box gone = before == null || found != null && !all || !isShown() ? null : Places.of(before, sought, all);
        Box box = found == null ? gone : gone == null ? found : found.union(gone);
        return box == null ? null : localToScene(bounds(box));
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
        double t = transition == null ? 1 : (nanos - transitionStart) / 1e6 / Transition.LENGTH;
        if (t >= 1) {
            transition = null;
        }
        var pieces = new ArrayList<Piece>();
        if (transition == null) {
            drawing.shapes().forEach(shape -> pieces.add(Piece.of(shape)));
        } else {
            pieces.addAll(transition.at(t));
        }
        if (model.links().any()) {
            drawing.hots().stream().filter(hot -> model.links().lit(hot.target())).forEach(hot -> pieces.add(Piece.around(hot.box(), 2)));
        }
        if (hover != null) {
            pieces.add(Piece.around(hover.box(), 1));
        }
        if (focus.hot() != null) {
            pieces.add(Piece.around(focus.hot().box(), 2));
        }
        tiles.show(pieces, context.painter(), scale);
    }

    /** The pointer is at a point of this node, over a place or, null, over none. */
    void hover(Drawing.Hot hot, double x, double y) {
        if (hot != hover) {
            hover = hot;
            repaint = true;
            setCursor(hot == null ? Cursor.DEFAULT : Cursor.HAND);
            model.links().point(hot == null ? null : hot.target());
        }
        if (hot == null || context.presenting()) {
            focus.tell();
        } else {
            tip.at(hot, x, y);
        }
    }

    /** The name of the picture with what the last step did: with the focus here, a reader of the screen says it when it changes. */
    private void speak() {
        String told = model.descriptionProperty().get();
        setAccessibleText(told.isEmpty() ? name : name + ". " + told);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    /** Moves the focus to another place of the picture. */
    public void walk(Places.Way way) {
        focus.walk(way);
    }

    /** Selects the place that has the focus. */
    public void selectFocused() {
        if (focus.hot() != null) {
            model.press(focus.hot().target());
        }
    }

    /** Selects what stands for something, as a click does. */
    public void select(Target target) {
        model.press(target);
    }

    /** The place at a point of the scene, or null. */
    public Drawing.Hot at(double sceneX, double sceneY) {
        Point2D here = sceneToLocal(sceneX, sceneY);
        return drawing == null ? null : drawing.hit(here.getX() / scale(), here.getY() / scale()).orElse(null);
    }

    /** Where a place lies, in this node. */
    public Bounds boundsOf(Drawing.Hot hot) {
        return bounds(hot.box());
    }

    private Bounds bounds(Box box) {
        double scale = scale();
        return new BoundingBox(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale);
    }

    private void focusPlace(Target target) {
        requestFocus();
        focus.to(target);
    }

    private void focusMoved() {
        model.links().point(focus.hot() == null ? null : focus.hot().target());
        repaint = true;
        notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }

    /** The place of the picture that has the focus, or null. */
    public Drawing.Hot focused() {
        return focus.hot();
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case FOCUS_ITEM -> focus.item();
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
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

    /** How many of the tiles that it is painted on have been painted so far. */
    public long painted() {
        return tiles.painted();
    }
}
