package org.tablewalk.picture.rows;

import org.tablewalk.check.StaleWhy;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Words;

/** What became of a TLB entry, in words. Steps are called as the sentences do: the first is step 1. */
public final class EntryWords {
    private final Words words = new Words();

    /** Few words, empty if nothing became of it lately. */
    String state(TlbTable.Cell cell) {
        return switch (cell.state()) {
            case STALE -> words.of(cell.hit() ? "rows.stale.hit" : "rows.stale", why(cell.story().why()), since(cell.story()));
            case NEW -> words.of("rows.new");
            case GONE -> words.of("rows.removed");
            case AGREES -> cell.hit() ? words.of("rows.hit") : "";
        };
    }

    /** Why an entry is stale. */
    public String why(StaleWhy why) {
        return words.of("stale." + why);
    }

    /** Since when an entry is stale. */
    public String since(TlbTable.Story story) {
        return story.since() >= 0 ? words.of("rows.since", story.since() + 1) : words.of("rows.before", -story.since());
    }

    /** When an entry was filled. */
    public String filled(TlbTable.Story story) {
        return story.filled() >= 0 ? words.of("rows.filled", story.filled() + 1) : words.of("rows.filledBefore", story.known() + 1);
    }

    /** When an entry was used last. */
    public String used(TlbTable.Story story) {
        return story.used() >= 0 ? words.of("rows.used", story.used() + 1) : words.of("rows.usedBefore", story.known() + 1);
    }

    /** One line for a tooltip. */
    String tip(TlbTable.Cell cell) {
        TlbTable.Story story = cell.story();
        String tip = cell.tip() + "; " + filled(story) + ", " + used(story);
        return switch (cell.state()) {
            case STALE -> tip + "; " + words.of("rows.tip.stale", why(story.why()), since(story));
            case GONE -> tip + "; " + words.of("rows.tip.removed");
            case NEW, AGREES -> tip;
        };
    }
}
