package org.tablewalk.viewmodel.window;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.kind.Moments;

/**
 * The tables twice: beside those of now as they were before the last step, or at a step that was kept. Both pictures are looked at as one: what is done to
 * either is done to both.
 */
public final class PairViewModel {
    private final SimpleBooleanProperty shown = new SimpleBooleanProperty();
    private final SimpleBooleanProperty kept = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper left = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper right = new ReadOnlyStringWrapper("");
    private final Moments moments;
    private final Messages messages;
    private final Other canvas = new Other();
    private final List<UiCommand> commands = List.of(UiCommand.toggle("tree.pair", shown), new UiCommand("tree.keep", this::keep, null, kept));
    private KindPanes panes;
    private Moment now;
    private Frame keptFrame;

    /** A pair that is not shown; {@code moments} reads frames for it alone. */
    PairViewModel(Moments moments, Messages messages) {
        this.moments = moments;
        this.messages = messages;
        shown.addListener((property, before, after) -> compare());
    }

    /** Shows the panes of a kind. */
    void open(KindPanes opened) {
        if (panes != null) {
            panes.compare(null);
        }
        panes = opened;
        canvas.follow(opened.centre());
        // The last moment is of another kind.
        now = null;
        forget();
    }

    /** Shows another moment. */
    void show(Moment next) {
        boolean other = !next.sameSubject(now);
        now = next;
        if (other) {
            forget();
        } else if (shown.get()) {
            compare();
        }
    }

    private void forget() {
        keptFrame = null;
        kept.set(false);
        if (shown.get()) {
            compare();
        }
    }

    /** Keeps the moment shown to compare with, in place of another that was kept. */
    void keepThis() {
        if (keptFrame != null) {
            forget();
        }
        keep();
    }

    private void keep() {
        if (keptFrame != null) {
            forget();
            shown.set(false);
        } else if (now != null && now.open()) {
            keptFrame = now.frame().alone();
            kept.set(true);
            if (shown.get()) {
                compare();
            } else {
                shown.set(true);
            }
        }
    }

    private void compare() {
        if (panes == null || now == null) {
            return;
        }
        Frame frame = !shown.get() || !now.open() ? null : keptFrame != null ? keptFrame : now.frame().earlier();
        panes.compare(frame == null ? null : moments.of(frame));
        String step = now.open() ? Numbers.grouped(now.frame().position()) : "";
        left.set(frame == null ? messages.text("pair.none") : keptFrame != null ? messages.text("pair.kept", Numbers.grouped(frame.position()))
                : messages.text("pair.before", step));
        right.set(messages.text(frame == null || keptFrame != null ? "pair.now" : "pair.after", step));
        if (frame != null && frame.run() != now.frame().run()) {
            left.set(messages.text("pair.run", frame.run() + 1, left.get()));
            right.set(messages.text("pair.run", now.frame().run() + 1, right.get()));
        }
        canvas.again();
    }

    /** Whether there are two. */
    public ReadOnlyBooleanProperty shownProperty() {
        return shown;
    }

    /** What the other picture shows, for people. */
    public ReadOnlyStringProperty leftProperty() {
        return left.getReadOnlyProperty();
    }

    /** What the picture in the middle shows beside it. */
    public ReadOnlyStringProperty rightProperty() {
        return right.getReadOnlyProperty();
    }

    /** The other picture. */
    public CanvasViewModel canvas() {
        return canvas;
    }

    /** Two or one; keep this step to compare with, or no longer. */
    public List<UiCommand> commands() {
        return commands;
    }

    /** The tables at the other moment. */
    private final class Other extends CanvasViewModel {
        private CentreCanvas centre;

        void follow(CentreCanvas followed) {
            if (followed != centre) {
                centre = followed;
                followed.versionProperty().addListener((property, before, after) -> again());
            }
        }

        void again() {
            if (shown.get()) {
                moved();
            }
        }

        @Override
        public Drawing draw(double width, double height) {
            describe(left.get());
            return panes == null || !shown.get() ? new Drawing(width, height, List.of(), List.of()) : panes.compared(width, height);
        }

        @Override
        public void select(Target target) {
            centre.select(target);
        }

        @Override
        public void activate(Target target) {
            centre.activate(target);
        }

        @Override
        public void pan(double dx, double dy) {
            centre.pan(dx, dy);
        }

        @Override
        public void zoom(double factor, double x, double y) {
            centre.zoom(factor, x, y);
        }

        @Override
        public void scroll(double dx, double dy, double x, double y) {
            centre.scroll(dx, dy, x, y);
        }

        @Override
        public boolean scrub(double x, double y) {
            return centre.scrub(x, y);
        }
    }
}
