package org.tablewalk.explore;

import java.util.Set;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Event;

/** A judge for tests: finds what events say outright, and the second fault of a CPU, for which it must remember the first. */
final class SmallJudge extends QuietJudge {
    SmallJudge() {
        super(64);
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.FREED_TABLE_READ -> found.add(Rule.FREED_WALK, actor, a, 0, b);
            case Event.TLB_OVERLAP -> found.add(Rule.TWO_ENTRIES, actor, 0, a, b);
            case Event.CONFLICT_ABORT -> found.add(Rule.CONFLICT_ABORT, actor, 0, a, 0);
            case Event.FAULT -> {
                cells.put(actor, Math.min(2, cells.get(actor) + 1));
                if (cells.get(actor) == 2) {
                    found.add(Rule.SPURIOUS_FAULT, actor, b, a, c);
                }
            }
            default -> {}
        }
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.FREED_WALK, Rule.TWO_ENTRIES, Rule.CONFLICT_ABORT, Rule.SPURIOUS_FAULT);
    }
}
