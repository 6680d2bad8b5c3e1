package org.tablewalk.viewmodel;

import java.util.HashMap;
import java.util.Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.shadow.ShadowSource;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/**
 * What shadow pages were called when a run's marks were made. Pages are numbered as they are made, and their memory serves one after another, so the marks
 * are to be asked about in their order.
 */
final class PageNames {
    private final Messages messages;
    private final Map<Integer, Long> serials = new HashMap<>();
    private long made;

    PageNames(Messages messages) {
        this.messages = messages;
    }

    /** The shadow page that a mark is about. */
    String name(Mark mark, Moment moment) {
        X86State state = moment.x86();
        if (state == null) {
            ShadowSource.Page page = moment.shadow() == null ? null : moment.shadow().source().page(mark.address());
            return page == null ? messages.text("shadow.somePage") : messages.text("shadow.page", page.id());
        }
        int place = state.map().pageOf(mark.address());
        if (mark.kind() == MarkKind.SHADOW_PAGE) {
            serials.put(place, ++made);
        }
        return serials.containsKey(place) ? messages.text("shadow.page", serials.get(place)) : Numbers.hex(mark.address());
    }

    /** The table that a mark is about, or whose entry. */
    String table(Mark mark, Moment moment) {
        X86State state = moment.x86();
        if (state == null) {
            return Numbers.hex(mark.address());
        }
        boolean root = mark.kind() == MarkKind.ROOT;
        if (X86State.special(mark.address())) {
            String table = new Names(moment.shadow().source(), messages).table(mark.address() & -4096);
            return root ? table : messages.text("shadow.entry", table, (mark.address() & 0xfff) / 8);
        }
        Long serial = serials.get(state.map().pageOf(mark.address()));
        if (serial == null) {
            return Numbers.hex(mark.address());
        }
        String page = messages.text("shadow.page", serial);
        return root ? page : messages.text("shadow.entry", page, (mark.address() & 0xfff) / 8);
    }
}
