package org.tablewalk.explore;

import java.util.List;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.machine.Cells;

/** What judges of these tests have in common: some cells, what the step shows, and no debts. */
abstract class QuietJudge implements Judge {
    final Cells cells;
    final Found found = new Found();

    QuietJudge(int size) {
        cells = new Cells(size);
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public void before(int move) {
        found.clear();
    }

    @Override
    public void after() {}

    @Override
    public void end() {}

    @Override
    public Found found() {
        return found;
    }

    @Override
    public List<Debt> debts() {
        return List.of();
    }
}
