package org.tablewalk.view.canvas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;

/**
 * The places of a canvas as nodes that assistive technology can read, point at and press: to it a canvas is one picture. Nothing is painted, and
 * nothing is made until it asks: a place that nobody asks for costs nothing while a run plays.
 */
final class PlaceMirror extends Pane {
    private final Consumer<Target> select;
    private final Consumer<Target> focus;
    private final Map<Target, Place> places = new HashMap<>();
    private Drawing drawing;
    private double scale = 1;
    private boolean asked;

    /**
     * An empty mirror.
     *
     * @param select a place is pressed
     * @param focus  a place is to have the focus
     */
    PlaceMirror(Consumer<Target> select, Consumer<Target> focus) {
        this.select = select;
        this.focus = focus;
        setManaged(false);
        setMouseTransparent(true);
        setAccessibleRole(AccessibleRole.PARENT);
    }

    /** Another picture is shown; of its places only the one with the focus, which may be null, is brought up to date at once. */
    void show(Drawing now, double pixels, Drawing.Hot focused) {
        drawing = now;
        scale = pixels;
        if (focused != null) {
            place(focused);
        }
        if (asked) {
            asked = false;
            notifyAccessibleAttributeChanged(AccessibleAttribute.CHILDREN);
        }
    }

    /** The node of a place. */
    Node place(Drawing.Hot hot) {
        Place place = places.computeIfAbsent(hot.target(), target -> {
            var made = new Place(target);
            getChildren().add(made);
            return made;
        });
        place.show(hot);
        return place;
    }

    private void all() {
        asked = true;
        var shown = new ArrayList<Node>();
        for (Drawing.Hot hot : drawing == null ? List.<Drawing.Hot>of() : drawing.hots()) {
            shown.add(place(hot));
        }
        if (places.size() > shown.size()) {
            places.values().retainAll(shown);
            getChildren().retainAll(places.values());
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        if (attribute == AccessibleAttribute.CHILDREN) {
            all();
        }
        return super.queryAccessibleAttribute(attribute, parameters);
    }

    /** One place. */
    private final class Place extends Region {
        private final Target target;

        Place(Target target) {
            this.target = target;
            setManaged(false);
            setAccessibleRole(AccessibleRole.BUTTON);
        }

        void show(Drawing.Hot hot) {
            Box b = hot.box();
            resizeRelocate(b.x() * scale, b.y() * scale, b.width() * scale, b.height() * scale);
            if (!hot.tip().equals(getAccessibleText())) {
                setAccessibleText(hot.tip());
                notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
            }
        }

        @Override
        public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
            switch (action) {
                case FIRE -> select.accept(target);
                case REQUEST_FOCUS -> focus.accept(target);
                default -> super.executeAccessibleAction(action, parameters);
            }
        }
    }
}
