package org.tablewalk.viewmodel.twotrees;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.MarkSearch;

/** What a step had to do with: the table or entry that the panes follow while the user has chosen none. */
public final class Touches {
    /** Marks looked at from the place backwards. */
    private static final int MOST_MARKS = 4096;

    private final ShadowSource source;
    private final LongUnaryOperator tableOf;

    /** {@code tableOf}: the table of the shadow page that events name by a number, or -1. */
    public Touches(ShadowSource source, LongUnaryOperator tableOf) {
        this.source = source;
        this.tableOf = tableOf;
    }

    /** What was touched last at a moment: by its step, else the page that the last notable event was about. */
    public Chosen last(Frame frame) {
        if (frame.step() != null) {
            List<EventRecord> events = frame.step().events();
            for (int i = events.size() - 1; i >= 0; i--) {
                Chosen touched = by(events.get(i));
                if (touched != Chosen.NOTHING) {
                    return touched;
                }
            }
        }
        return marked(frame.marks(), frame.position());
    }

    private Chosen by(EventRecord e) {
        return switch (e.kind()) {
            case Event.SP_ALLOC, Event.SP_REUSE, Event.SP_ZAP, Event.SP_UNSYNC, Event.SP_SYNC -> page(e.a());
            case Event.SP_LINK, Event.SP_UNLINK -> page(e.b());
            case Event.SPTE_SET, Event.AD_UPDATE -> Chosen.Shadow.entry(e.a());
            case Event.SPECIAL_PAGE -> Chosen.Shadow.page(e.a());
            case Event.WORD_WRITE -> written(e.a());
            case Event.GUEST_WALK -> guest(e.actor(), e.a() << 4 >>> 4, (int) (e.a() >>> 60));
            default -> Chosen.NOTHING;
        };
    }

    private Chosen written(long address) {
        long table = address & -4096;
        boolean entry = source.page(table) != null || source.specials().stream().anyMatch(s -> s.table() == table);
        return entry ? Chosen.Shadow.entry(address) : page(address);
    }

    private Chosen page(long header) {
        long table = tableOf.applyAsLong(header);
        return table < 0 || source.page(table) == null ? Chosen.NOTHING : Chosen.Shadow.page(table);
    }

    private Chosen guest(int cpu, long gpa, int level) {
        ShadowSource.GuestTable root = source.guestRoot(cpu).table();
        if (root == null) {
            return Chosen.NOTHING;
        }
        return new Chosen.Guest(ShadowSource.GuestTable.at(gpa >>> 12, level, root.rules()), (int) (gpa & 0xfff) / WalkRules.entryBytes(root.rules()));
    }

    /** The page that the last notable event before a place was about, if there still is one. */
    private Chosen marked(List<Mark> marks, long position) {
        int at = MarkSearch.before(marks, position);
        for (int i = at; i >= 0 && i > at - MOST_MARKS; i--) {
            Mark mark = marks.get(i);
            boolean about = mark.kind() == MarkKind.SHADOW_PAGE || mark.kind() == MarkKind.REUSED_PAGE || mark.kind() == MarkKind.UNSYNC
                    || mark.kind() == MarkKind.SYNC || mark.kind() == MarkKind.ROOT;
            Chosen page = about ? page(mark.address()) : Chosen.NOTHING;
            if (page != Chosen.NOTHING) {
                return page;
            }
        }
        return Chosen.NOTHING;
    }
}
