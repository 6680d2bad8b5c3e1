package org.tablewalk.viewmodel;

/** A picture of tables that can be looked at from nearer and farther. */
interface Zoomable {
    /** Zooms by a factor about the picture's centre. */
    void zoomBy(double factor);

    /** Shows the whole of it. */
    void fit();

    /** Shows more entries of each table, or fewer. */
    void rows(boolean more);
}
