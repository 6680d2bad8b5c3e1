package org.tablewalk.app.stage2;

import java.util.OptionalLong;
import org.tablewalk.kvm.stage2.Walker;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.trace.Observer;

/** Remembers how the walk of a case ended, and how many pages its root was to have, if that was asked. */
final class WalkResult implements Observer {
    private final int walk;
    private final int rootPages;
    private Long result;
    private Long asked;

    private record Saved(Long result, Long asked) {}

    WalkResult(Program program) {
        walk = program.routine(Walker.CASE).index();
        rootPages = program.routine(Walker.ROOT_PAGES).index();
    }

    /** What the walk returned; empty if it has not. */
    OptionalLong result() {
        return result == null ? OptionalLong.empty() : OptionalLong.of(result);
    }

    /** Pages that were asked for, unsigned; empty if none were. */
    OptionalLong asked() {
        return asked == null ? OptionalLong.empty() : OptionalLong.of(asked);
    }

    @Override
    public void before(int move, long position) {}

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        if (kind == Event.RETURN && a == walk) {
            result = b;
        } else if (kind == Event.CALL && a == rootPages) {
            asked = b;
        }
    }

    @Override
    public void after(long position) {}

    @Override
    public Object save() {
        return new Saved(result, asked);
    }

    @Override
    public void load(Object saved) {
        result = ((Saved) saved).result();
        asked = ((Saved) saved).asked();
    }
}
