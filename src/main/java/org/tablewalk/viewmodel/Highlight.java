package org.tablewalk.viewmodel;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.tablewalk.picture.Target;

/**
 * What belongs to the place that is pointed at, by pointer or focus, in whatever picture: all pictures of a window outline it. A TLB entry, the descriptor
 * it was filled from and the walk that filled it belong together.
 */
public final class Highlight {
    private final Function<Target, Set<Target>> related;
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private Consumer<Target> others = target -> {};
    private Set<Target> lit = Set.of();

    /**
     * Nothing is pointed at.
     *
     * @param related what belongs to a place
     */
    public Highlight(Function<Target, Set<Target>> related) {
        this.related = related;
    }

    /** The user points at a place of a picture, or at none for null. */
    public void point(Target target) {
        light(target == null ? Set.of() : related.apply(target));
        others.accept(target);
    }

    /** Pictures of something else are told what is pointed at here, null for nothing: they may have the same. */
    public void tell(Consumer<Target> told) {
        others = told;
    }

    /** Places are outlined as if something that they belong to were pointed at. */
    public void light(Set<Target> places) {
        Set<Target> now = places.stream().map(Highlight::plain).collect(Collectors.toUnmodifiableSet());
        if (!now.equals(lit)) {
            lit = now;
            version.set(version.get() + 1);
        }
    }

    /** Whether anything is outlined. */
    public boolean any() {
        return !lit.isEmpty();
    }

    /** Whether a place belongs to what is pointed at. */
    public boolean lit(Target target) {
        return !lit.isEmpty() && lit.contains(plain(target));
    }

    /** Changes whenever other places are to be outlined. */
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** Entries are known by their address; not every picture knows their level. */
    private static Target plain(Target target) {
        return switch (target.kind()) {
            case DESCRIPTOR, SHADOW_ENTRY -> Target.of(target.kind(), target.a());
            default -> target;
        };
    }
}
