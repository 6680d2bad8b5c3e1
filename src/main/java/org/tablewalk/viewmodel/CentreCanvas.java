package org.tablewalk.viewmodel;

import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Stroke;

/** The picture in the middle of the window: tables, which can be looked at from nearer and farther. */
public abstract class CentreCanvas extends CanvasViewModel {
    /** Around what is not the same in two moments that are compared. */
    protected static final Stroke DIFFERENT = Stroke.dashed(Ink.CHANGED, 2.5);

    /** Its name in the style sheet; the key of what it is called is this with {@code .name}. */
    public abstract String id();

    /** Zooms by a factor about the picture's centre. */
    public abstract void zoomBy(double factor);

    /** Shows the whole of it. */
    public abstract void fit();

    /** Shows more entries of each table, or fewer. */
    public abstract void rows(boolean more);

    /** From now on it is one of several pictures side by side: what matters least gives way for words that can be read. */
    public void slim() {}

    /** A sentence for a reader of the screen. */
    public void tell(String sentence) {
        describe(sentence);
    }
}
