package org.tablewalk.picture.stage2;

import java.util.HashSet;
import java.util.Set;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Words;

/** What memory holds that translations lead to, where it has contents: one word stands for a frame, the first that is not 0, or of two frames the first in which they differ. */
final class FrameData {
    /** Words that are looked at. */
    private static final int WORDS = 32;

    private final ArmState state;
    private final Words words = new Words();
    private Set<Long> roots;

    FrameData(ArmState state) {
        this.state = state;
    }

    /** Whether memory has contents. */
    boolean any() {
        return state.map().config().contents() != null;
    }

    /** What a frame holds; empty if that is nothing, not known, or a guest's own tables. */
    String of(long pa) {
        return of(pa, pa);
    }

    /** What a frame holds to which an old translation leads and, if that is something else, what the one holds to which it leads now; -1 for no frame. */
    String of(long old, long now) {
        if (!any() || old < 0 || state.map().contentCell(old) < 0 || roots().contains(old)) {
            return "";
        }
        boolean two = now >= 0 && now != old && state.map().contentCell(now) >= 0;
        for (int i = 0; i < WORDS; i++) {
            long was = state.word(old + 8L * i);
            long is = two ? word(now + 8L * i) : was;
            if (two ? was != is : was != 0) {
                return two ? words.of("data.stale", value(was), value(is)) : words.of("data.is", value(was));
            }
        }
        return two ? of(old) : "";
    }

    private long word(long pa) {
        return state.map().contentCell(pa) < 0 ? 0 : state.word(pa);
    }

    /** Small numbers as such, others as words that a debugger would show. */
    private static String value(long word) {
        return Long.compareUnsigned(word, 1000) < 0 ? Long.toString(word) : Hex.grouped(word);
    }

    /** Frames that begin with the root of a guest's tables: what they hold is in the trees. */
    private Set<Long> roots() {
        if (roots == null) {
            roots = new HashSet<>();
            ArmConfig config = state.map().config();
            for (int vm = 0; config.regime() != null && vm < config.regime().vms().size(); vm++) {
                GuestTables guest = config.regime().vms().get(vm).guest();
                for (int space = 0; guest != null && space < guest.spaces().size(); space++) {
                    ArmState.Translation at = state.regime().translate(vm, guest.root(space));
                    if (at.valid()) {
                        roots.add(at.pa());
                    }
                }
            }
        }
        return roots;
    }
}
