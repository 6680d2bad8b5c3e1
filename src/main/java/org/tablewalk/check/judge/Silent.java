package org.tablewalk.check.judge;

import java.util.List;
import java.util.Set;
import org.tablewalk.machine.Cells;

/** Judges nothing: of what tells too little to be judged. */
public final class Silent implements Judge {
    private final Cells cells = new Cells(0);
    private final Found found = new Found();

    @Override
    public Set<Rule> rules() {
        return Set.of();
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public void before(int move) {}

    @Override
    public void event(int kind, int actor, long a, long b, long c) {}

    @Override
    public void after() {}

    @Override
    public void end() {}

    @Override
    public boolean ignores(int kind) {
        return true;
    }

    @Override
    public Found found() {
        return found;
    }

    @Override
    public List<Debt> debts() {
        return List.of();
    }
}
