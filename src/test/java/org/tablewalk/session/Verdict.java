package org.tablewalk.session;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.tablewalk.check.shadow.Agreement;
import org.tablewalk.check.shadow.Invariants;
import org.tablewalk.check.shadow.Rule;
import org.tablewalk.check.shadow.Violation;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.session.shadow.RoleWords;
import org.tablewalk.trace.Observer;

/**
 * Judges a run as a whole: every invariant each time mmu_lock is released, and each access when it is done
 * and no vCPU handles an exit, by the guest's own tables.
 */
final class Verdict implements Observer {
    private final X86State state;
    private final RoleMeaning meaning;
    private final Set<Rule> broken = EnumSet.noneOf(Rule.class);
    private final Set<Agreement.Answer> wrong = EnumSet.noneOf(Agreement.Answer.class);
    private boolean released;
    private long accesses;

    Verdict(X86Machine machine) {
        state = new X86State(machine.map(), machine.cells()::get);
        meaning = RoleWords.meaning(machine.map());
    }

    /** Rules that did not hold at some time, and answers other than that the tables agree, by their names. */
    Set<String> found() {
        Set<String> names = new TreeSet<>();
        broken.forEach(r -> names.add(r.name()));
        wrong.forEach(a -> names.add(a.name()));
        return names;
    }

    long accesses() {
        return accesses;
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.UNLOCK -> released = true;
            case Event.RMAP_MISSING -> broken.add(Rule.RMAP_MISSING);
            case Event.ACCESS_DONE -> {
                accesses++;
                if (!Invariants.quiet(state)) {
                    return;
                }
                Agreement.Answer answer = Agreement.of(state, actor, a).answer();
                if (answer == Agreement.Answer.ANOTHER_FRAME || answer == Agreement.Answer.MORE_RIGHTS) {
                    wrong.add(answer);
                }
            }
            default -> {}
        }
    }

    @Override
    public void before(int move, long position) {}

    @Override
    public void after(long position) {
        if (released && state.lock(0).owner() < 0) {
            for (Violation v : Invariants.of(state, meaning)) {
                broken.add(v.rule());
            }
        }
        released = false;
    }

    @Override
    public Object save() {
        return this;
    }

    @Override
    public void load(Object saved) {}
}
