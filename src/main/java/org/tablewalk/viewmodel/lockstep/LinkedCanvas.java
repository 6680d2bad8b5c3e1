package org.tablewalk.viewmodel.lockstep;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.viewmodel.CanvasViewModel;

/** A picture of one machine that is looked at together with those of the others: moved, zoomed and selected in all of them. */
final class LinkedCanvas extends CanvasViewModel {
    /** How a picture of one machine finds in another what was pressed in it. */
    interface Same {
        Target apply(int other, Target here);
    }

    private final Supplier<List<CanvasViewModel>> all;
    private final boolean sideways;
    private final Same same;
    private final Overlay overlay;
    private CanvasViewModel own;

    /** Draws the picture, with what else is to be on it. */
    interface Overlay {
        Drawing over(CanvasViewModel picture, double width, double height);
    }

    /**
     * A picture among others.
     *
     * @param all     the pictures of all machines, this one among them
     * @param sideways whether all of them move sideways and are zoomed when one of them is, by themselves
     * @param same    what to select in the one of a number when something is selected here; null: nothing is done there
     */
    LinkedCanvas(Supplier<List<CanvasViewModel>> all, boolean sideways, Same same, Overlay overlay) {
        this.all = all;
        this.sideways = sideways;
        this.same = same;
        this.overlay = overlay;
    }

    /** Shows this picture from now on. */
    void follow(CanvasViewModel picture) {
        if (own != picture) {
            own = picture;
            picture.versionProperty().addListener((property, before, now) -> again(picture));
            picture.descriptionProperty().addListener((property, before, now) -> {
                if (own == picture) {
                    describe(now);
                }
            });
            moved();
        }
    }

    private void again(CanvasViewModel picture) {
        if (own == picture && picture.stepped()) {
            changed();
        } else if (own == picture) {
            moved();
        }
    }

    @Override
    public Drawing draw(double width, double height) {
        return own == null ? new Drawing(width, height, List.of(), List.of()) : overlay.over(own, width, height);
    }

    @Override
    public void select(Target target) {
        everywhere(target, CanvasViewModel::select);
    }

    @Override
    public void activate(Target target) {
        everywhere(target, CanvasViewModel::activate);
    }

    private void everywhere(Target target, BiConsumer<CanvasViewModel, Target> deed) {
        deed.accept(own, target);
        List<CanvasViewModel> pictures = all.get();
        for (int i = 0; i < pictures.size(); i++) {
            Target there = target == null ? null : same.apply(i, target);
            if (pictures.get(i) != own && (target == null || there != null)) {
                deed.accept(pictures.get(i), there);
            }
        }
    }

    @Override
    public void pan(double dx, double dy) {
        all.get().forEach(picture -> picture.pan(sideways && picture != own ? 0 : dx, dy));
    }

    @Override
    public void scroll(double dx, double dy, double x, double y) {
        all.get().forEach(picture -> picture.scroll(sideways && picture != own ? 0 : dx, dy, x, y));
    }

    @Override
    public void zoom(double factor, double x, double y) {
        (sideways ? List.of(own) : all.get()).forEach(picture -> picture.zoom(factor, x, y));
    }

    @Override
    public boolean scrub(double x, double y) {
        return own.scrub(x, y);
    }

    @Override
    public boolean stepped() {
        return own != null && own.stepped();
    }
}
