package org.tablewalk.viewmodel.kind;

import java.util.List;
import org.tablewalk.picture.Drawing;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.CentreCanvas;

/** The panes of a window that only one kind of subject has, and what the inspector shows of it. The moments handed in are of that kind. */
public interface KindPanes {
    /** The picture in the middle. */
    CentreCanvas centre();

    /** A moment to compare with from now on, or null: entries that differ from it are outlined in the middle. */
    void compare(Moment other);

    /**
     * The tables of the moment to compare with, looked at as those in the middle are: what is the same stands at the same place. Entries that differ are
     * outlined here too.
     *
     * @param width  of the canvas, in pixels at 100 % scale
     * @param height likewise
     */
    Drawing compared(double width, double height);

    /** Further tabs at the bottom, for a subject of the kind; null while nothing is open. */
    List<KindTab> tabs(Subject subject);

    /** Something of the kind has been opened, and these are the panes that show it. */
    void open();

    /**
     * Shows a moment in every picture: the middle first, then the tabs. Each may be run at a later pulse.
     *
     * @param sentence what the last step did, for a reader of the screen
     */
    List<Runnable> pictures(Moment now, String sentence);

    /** Asks for what is worked out beside the moments: once per pulse. */
    default void pulse() {}

    /** Waits for what is worked out beside the moments: for a picture that is to be whole. */
    default void settle() throws InterruptedException {}

    /** Shows an entry, by the address that findings give: selects it in the middle. */
    default void look(long entry) {}

    /** Shows a moment in the inspector. */
    void inspect(Moment now);
}
