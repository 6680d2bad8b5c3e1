package org.tablewalk.viewmodel.kind;

import java.util.List;
import org.tablewalk.viewmodel.CentreCanvas;

/** The panes of a window that only one kind of subject has, and what the inspector shows of it. The moments handed in are of that kind. */
public interface KindPanes {
    /** The picture in the middle. */
    CentreCanvas centre();

    /** Further tabs at the bottom. */
    List<KindTab> tabs();

    /** Something of the kind has been opened, and these are the panes that show it. */
    void open();

    /**
     * Shows a moment in every picture: the middle first, then the tabs. Each may be run at a later pulse.
     *
     * @param sentence what the last step did, for a reader of the screen
     */
    List<Runnable> pictures(Moment now, String sentence);

    /** Shows a moment in the inspector. */
    void inspect(Moment now);
}
