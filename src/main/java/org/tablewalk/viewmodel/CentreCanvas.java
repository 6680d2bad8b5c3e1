package org.tablewalk.viewmodel;

import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;

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

    /** What a place stands for, told so that the picture of another machine finds its own: entries by what they map and not by where their table lies. */
    public Target common(Target own) {
        return own;
    }

    /** The place of this picture for one that {@link #common} of another picture told, or null if there is none. */
    public Target own(Target common) {
        return common;
    }

    /** A sentence for a reader of the screen. */
    public void tell(String sentence) {
        describe(sentence);
    }
}
