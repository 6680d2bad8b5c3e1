package org.tablewalk.viewmodel;

/** The picture in the middle of the window: tables, which can be looked at from nearer and farther. */
public abstract class CentreCanvas extends CanvasViewModel {
    /** Its name in the style sheet; the key of what it is called is this with {@code .name}. */
    public abstract String id();

    /** Zooms by a factor about the picture's centre. */
    public abstract void zoomBy(double factor);

    /** Shows the whole of it. */
    public abstract void fit();

    /** Shows more entries of each table, or fewer. */
    public abstract void rows(boolean more);

    /** A sentence for a reader of the screen. */
    public void tell(String sentence) {
        describe(sentence);
    }
}
