package org.tablewalk.viewmodel.tree;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.narrate.Words;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;

/** What the memory that an entry leads to holds: the first words that are not 0, if memory has contents. */
final class Held {
    private static final int MOST = 4;
    /** Words that are looked at: a page's, of a block the first. */
    private static final int WORDS = 512;

    private Held() {}

    static List<Fact> of(TableSource tables, long word, Spot spot, Messages messages) {
        TableFormat.Kind kind = tables.format().kind(word, spot.level());
        long from = tables.format().written(word, spot.level());
        if (kind != TableFormat.Kind.PAGE && kind != TableFormat.Kind.BLOCK || !tables.holds(from)) {
            return List.of();
        }
        List<Fact> rows = new ArrayList<>();
        for (int i = 0; i < WORDS && rows.size() <= MOST; i++) {
            long pa = from + 8L * i;
            long held = tables.word(pa);
            if (held != 0) {
                rows.add(rows.size() == MOST ? Fact.plain("", messages.text("inspector.held.more")) : Fact.plain(Numbers.hex(pa), Words.value(held)));
            }
        }
        return rows.isEmpty() ? List.of(Fact.plain(Numbers.hex(from), messages.text("inspector.held.none"))) : rows;
    }
}
