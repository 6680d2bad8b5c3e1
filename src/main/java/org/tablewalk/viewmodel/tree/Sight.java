package org.tablewalk.viewmodel.tree;

import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.slots.Scrolling;
import org.tablewalk.picture.tree.TreeCache;

/** How the trees of a subject are looked at: one that fills the picture, or several that share it. */
interface Sight {
    /** The picture of a moment, and from now on the last one. */
    Drawing draw(TreeReading reading, double width, double height);

    /** The picture of another moment, in which everything stands where it stands in the last one. */
    Drawing beside(TreeReading other, double width, double height);

    /** The last picture, or null. */
    Drawing last();

    /** What the only tree was drawn with last; null if there are several. */
    default TreeCache cache() {
        return null;
    }

    /** What is shown of tables. */
    Scrolling scrolling();

    /** Tables show something else from now on. */
    void scroll(Scrolling next);

    /** A descriptor is selected, or none with -1. */
    void select(long descriptor);

    /** A table is opened or closed. */
    void toggle(long table);

    /** A tree is asked for by its number. */
    default void show(int tree) {}

    void pan(double dx, double dy);

    void zoom(double factor, double x, double y);

    /** The next picture shows all there is, with as many entries as there is room for. */
    void fit();

    /** So many entries of each table: twice as many as now, or half. */
    void rows(boolean more);
}
