package org.tablewalk.viewmodel.kind;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.Messages;

/** What the window shows of one kind of subject. It holds no state of a window or a run; what it makes does. */
public interface KindViews {
    /** The name that {@link Subject#kind} gives. */
    String kind();

    /** The panes that only this kind has, for one window; made when the first subject of the kind is opened there. */
    KindPanes panes(Bench bench);

    /** How the frames of a subject are read; keeps what stays the same while it is open. */
    Function<Frame, Reading> reader(Subject subject, Messages messages);

    /** The key to the picture in the middle, what needs it most first. */
    List<LegendItem> legend();

    /** What lanes of the timeline call things. */
    LaneTerms lanes();

    /** Steps that the timeline shows at first. */
    default double usualSteps() {
        return 120;
    }

    /** Keys of the counters that are most worth comparing between machines side by side, the first first. */
    default List<String> compared() {
        return List.of();
    }

    /** Whether a counter can be told: a trace cannot count what it does not record, and a nought would be a lie. */
    default boolean counts(String counter) {
        return true;
    }

    /** Words that the window's own do not have: of counters, marks and panes that only this kind has. */
    default Optional<ResourceBundle> words(Locale locale) {
        return Optional.empty();
    }

    /** The subject in a few sentences. */
    String about(Subject subject, Messages messages);
}
