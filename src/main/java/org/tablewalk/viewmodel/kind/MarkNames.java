package org.tablewalk.viewmodel.kind;

import java.util.Locale;
import org.tablewalk.trace.Mark;
import org.tablewalk.viewmodel.Numbers;

/** What a kind of subject calls the things that its marks are about. */
public interface MarkNames {
    /** The entry of a table. */
    default String entry(long address) {
        return Numbers.hex(address);
    }

    /** The page that a mark is about. */
    default String page(Mark mark) {
        return Numbers.hex(mark.address());
    }

    /** The table that a mark is about, or whose entry. */
    default String table(Mark mark) {
        return Numbers.hex(mark.address());
    }

    /** The key of a mark's shape. */
    default String shape(Mark mark) {
        return mark.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The end of those keys of messages about marks that have a text for this kind; may be empty. */
    default String dialect() {
        return "";
    }
}
