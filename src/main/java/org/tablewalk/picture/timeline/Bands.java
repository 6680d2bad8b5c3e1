package org.tablewalk.picture.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tablewalk.check.BrokenWindow;

/**
 * Broken windows as stretches of an axis. A long run has a window every few steps, so with many of them only those in sight are read,
 * and with very many in sight one sample per pixel. Relies on the order in which the checks list windows: by their end, open ones last.
 */
public final class Bands {
    private static final int MOST = 4000;
    /** Windows may nest, so the order by end is not quite one by start: this many are looked at beyond the first that lies too far right. */
    private static final int SLACK = 64;

    private final List<BrokenWindow> all;
    private final int closed;

    public Bands(List<BrokenWindow> all) {
        this.all = all;
        int end = all.size();
        while (end > 0 && all.get(end - 1).open()) {
            end--;
        }
        closed = end;
    }

    /** A stretch in pixels, and the first window in it. */
    record Band(double left, double right, BrokenWindow first) {}

    /** The windows that touch a stretch, at most 4,000, by their start. */
    public List<BrokenWindow> within(double from, double to) {
        List<BrokenWindow> found = new ArrayList<>();
        int beyond = 0;
        for (int i = firstEnding(from); i < closed && found.size() < MOST && beyond < SLACK; i++) {
            BrokenWindow w = all.get(i);
            if (w.from() <= to) {
                found.add(w);
            } else {
                beyond++;
            }
        }
        for (int i = closed; i < all.size(); i++) {
            if (all.get(i).from() <= to) {
                found.add(all.get(i));
            }
        }
        found.sort(Comparator.comparingLong(BrokenWindow::from));
        return found;
    }

    /** Index of the first closed window that ends at or after a position. */
    private int firstEnding(double position) {
        int low = 0;
        int high = closed;
        while (low < high) {
            int middle = low + high >>> 1;
            if (all.get(middle).to() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The last window that began at or before a position, else the first of all, else null. */
    public BrokenWindow near(long position) {
        BrokenWindow best = null;
        for (BrokenWindow w : within(Math.max(0, position - 1.0), position)) {
            best = w;
        }
        if (best == null && closed > 0) {
            best = all.get(Math.max(0, firstEnding(position) - 1));
        }
        return best == null && !all.isEmpty() ? all.getFirst() : best;
    }

    /** Stretches of the axis with a broken entry, from left to right, apart from each other, each at least {@code least} pixels wide. */
    List<Band> on(Axis axis, double least) {
        List<BrokenWindow> shown = within(axis.from(), axis.to());
        List<Band> bands = new ArrayList<>();
        if (shown.size() < MOST) {
            for (BrokenWindow w : shown) {
                add(bands, axis, w, Math.max(axis.left(), axis.x(w.from())), w.open() ? axis.right() : axis.x(w.to() + 1.0), least);
            }
            return bands;
        }
        for (double x = axis.left(); x < axis.right(); x += least) {
            double end = Math.min(axis.right(), x + least);
            int i = firstEnding(axis.position(x));
            for (int k = i; k < Math.min(closed, i + SLACK); k++) {
                if (all.get(k).from() <= axis.position(end)) {
                    add(bands, axis, all.get(k), x, end, least);
                    break;
                }
            }
        }
        return bands;
    }

    private static void add(List<Band> bands, Axis axis, BrokenWindow w, double left, double right, double least) {
        double end = Math.min(axis.right(), Math.max(right, left + least));
        Band before = bands.isEmpty() ? null : bands.getLast();
        if (before != null && left <= before.right()) {
            bands.set(bands.size() - 1, new Band(before.left(), Math.max(before.right(), end), before.first()));
        } else if (end > left) {
            bands.add(new Band(left, end, w));
        }
    }
}
