package org.tablewalk.viewmodel;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;

/**
 * What stands behind a canvas: it lays a picture out when asked, says when the picture has become another, and takes clicks, wheel
 * and drags in terms of the picture. Layout happens when a view asks and not before, so a hidden tab costs nothing.
 */
public abstract class CanvasViewModel {
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper description = new ReadOnlyStringWrapper("");
    private Highlight links = new Highlight(target -> java.util.Set.of());
    private Signed findings = Signed.NOTHING;
    private boolean moved;

    /**
     * The picture now.
     *
     * @param width  of the canvas, in pixels at 100 % scale
     * @param height likewise
     */
    public abstract Drawing draw(double width, double height);

    /** The picture with the signs of what a judge found. */
    public final Drawing picture(double width, double height) {
        return findings.on(draw(width, height));
    }

    /** The user points at something and clicks, or presses Enter. Null: at nothing. */
    public void select(Target target) {}

    /** The same, where the sign of a finding may be meant: it leads to the finding. */
    public final void press(Target target) {
        if (target != null && target.kind() == Target.Kind.FINDING) {
            findings.press(target);
        } else {
            select(target);
        }
    }

    /** What was found is signed in this picture. */
    public final void flag(Signed signed) {
        findings = signed;
    }

    /** What is pointed at in this picture is linked with what other pictures show. */
    public final void link(Highlight with) {
        links = with;
    }

    /** What is pointed at in any picture that this one is linked with. */
    public final Highlight links() {
        return links;
    }

    /** The user double-clicks. Null: on nothing. */
    public void activate(Target target) {}

    /**
     * The user drags or scrolls the picture.
     *
     * @param dx in pixels at 100 % scale; positive moves the content right
     * @param dy positive moves the content down
     */
    public void pan(double dx, double dy) {}

    /** The user turns the wheel over a place: the same, unless what is there scrolls by itself. */
    public void scroll(double dx, double dy, double x, double y) {
        pan(dx, dy);
    }

    /** The user zooms by a factor, with what is at (x, y) staying where it is. */
    public void zoom(double factor, double x, double y) {}

    /** The user presses at a place and drags on it, if the picture has a place where dragging means something else than panning. */
    public boolean scrub(double x, double y) {
        return false;
    }

    /** Changes whenever the picture would come out differently. */
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** The picture in a sentence, for a reader of the screen. */
    public ReadOnlyStringProperty descriptionProperty() {
        return description.getReadOnlyProperty();
    }

    /** Whether the last change was a step, whose difference is worth an animation, rather than a movement of the picture by hand. */
    public boolean stepped() {
        return !moved;
    }

    /** Another state is shown. */
    protected void changed() {
        moved = false;
        version.set(version.get() + 1);
    }

    /** The same state is shown from another place. */
    protected void moved() {
        moved = true;
        version.set(version.get() + 1);
    }

    protected void describe(String sentence) {
        description.set(sentence);
    }
}
