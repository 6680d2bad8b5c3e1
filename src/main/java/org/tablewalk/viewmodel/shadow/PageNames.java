package org.tablewalk.viewmodel.shadow;

import java.util.HashMap;
import java.util.Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.twotrees.Names;
import org.tablewalk.viewmodel.twotrees.ShadowMarkNames;

/**
 * What shadow pages were called when a run's marks were made. Pages are numbered as they are made, and their memory serves one after another, so the marks
 * are to be asked about in their order.
 */
final class PageNames implements ShadowMarkNames {
    private final ShadowReading reading;
    private final Messages messages;
    private final Map<Integer, Long> serials = new HashMap<>();
    private long made;

    PageNames(ShadowReading reading, Messages messages) {
        this.reading = reading;
        this.messages = messages;
    }

    @Override
    public String page(Mark mark) {
        int place = reading.state().map().pageOf(mark.address());
        if (mark.kind() == MarkKind.SHADOW_PAGE) {
            serials.put(place, ++made);
        }
        return serials.containsKey(place) ? messages.text("shadow.page", serials.get(place)) : Numbers.hex(mark.address());
    }

    @Override
    public String table(Mark mark) {
        boolean root = mark.kind() == MarkKind.ROOT;
        if (X86State.special(mark.address())) {
            String table = new Names(reading.source(), messages).table(mark.address() & -4096);
            return root ? table : messages.text("shadow.entry", table, (mark.address() & 0xfff) / 8);
        }
        Long serial = serials.get(reading.state().map().pageOf(mark.address()));
        if (serial == null) {
            return Numbers.hex(mark.address());
        }
        String page = messages.text("shadow.page", serial);
        return root ? page : messages.text("shadow.entry", page, (mark.address() & 0xfff) / 8);
    }
}
