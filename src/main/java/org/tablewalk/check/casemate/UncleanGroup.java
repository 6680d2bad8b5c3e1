package org.tablewalk.check.casemate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.check.casemate.Unclean.Progress;

/**
 * Unclean entries of one tree that one thread made invalid and that one lock or thread guards. They are kept by how far they are, so that a barrier or an invalidation costs in
 * proportion to what it moves on, not to what there is.
 */
final class UncleanGroup {
    private final Map<Progress, Set<Unclean>> byProgress = new EnumMap<>(Progress.class);
    private final Map<Place, Unclean> byPlace = new HashMap<>();

    /** What a group has in common; {@code owner} is the thread that the entries belong to, or -1 if the tree's lock guards them. */
    record Key(TreeRoot root, int owner, int thread) {}

    private record Place(int level, long input) {}

    UncleanGroup() {
        for (Progress progress : Progress.values()) {
            byProgress.put(progress, new LinkedHashSet<>());
        }
    }

    boolean isEmpty() {
        return byPlace.isEmpty();
    }

    void add(Unclean entry) {
        byProgress.get(entry.progress).add(entry);
        byPlace.put(new Place(entry.table.level(), entry.input()), entry);
    }

    void remove(Unclean entry) {
        byProgress.get(entry.progress).remove(entry);
        byPlace.remove(new Place(entry.table.level(), entry.input()));
    }

    /** All that are at one station go on to another. */
    void advance(Progress from, Progress to) {
        Set<Unclean> moved = byProgress.get(from);
        moved.forEach(entry -> entry.progress = to);
        byProgress.get(to).addAll(moved);
        moved.clear();
    }

    /** One goes on. */
    void advance(Unclean entry, Progress to) {
        byProgress.get(entry.progress).remove(entry);
        entry.progress = to;
        byProgress.get(to).add(entry);
    }

    /** Takes out all that are at a station. */
    List<Unclean> take(Progress progress) {
        var taken = new ArrayList<>(byProgress.get(progress));
        taken.forEach(this::remove);
        return taken;
    }

    /** Entries at a station that cover an input address, from a level on: at most one per level. */
    List<Unclean> covering(long input, int fromLevel, Progress progress) {
        var found = new ArrayList<Unclean>();
        for (int level = fromLevel; level <= Words.LAST_LEVEL; level++) {
            Unclean entry = byPlace.get(new Place(level, input & -Words.size(level)));
            if (entry != null && entry.progress == progress) {
                found.add(entry);
            }
        }
        return found;
    }
}
