package org.tablewalk.picture.shadow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;

/**
 * What tables hold, each counted once, and taken over from an earlier image where the table is the same. One thread at a time.
 *
 * @param <T> tables
 */
final class Counted<T> {
    private final Map<T, Contents> known = new HashMap<>();
    private final Function<T, Contents> count;
    private final Predicate<T> same;
    private Counted<T> earlier;

    /**
     * Nothing is counted yet.
     *
     * @param earlier of an earlier image, or null
     * @param same    whether a table is the same as in the earlier image
     */
    Counted(Function<T, Contents> count, Counted<T> earlier, Predicate<T> same) {
        this.count = count;
        this.earlier = earlier;
        this.same = same;
    }

    Contents of(T table) {
        return known.computeIfAbsent(table, t -> {
            Contents before = earlier == null ? null : earlier.known.get(t);
            return before != null && same.test(t) ? before : count.apply(t);
        });
    }

    /** Lets go of the earlier image. */
    void forget() {
        earlier = null;
    }
}
