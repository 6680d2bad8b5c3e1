package org.tablewalk.session.dump;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.MarkList;
import org.tablewalk.check.Marks;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.Verdicts;
import org.tablewalk.check.judge.Silent;

/** What judges a run of no steps. */
final class NoChecks implements RunChecks {
    private final MarkList marks = new Marks().list();
    private final Verdicts verdicts = new Verdicts(new Silent());

    @Override
    public List<String> keys() {
        return List.of();
    }

    @Override
    public long[] counts() {
        return new long[0];
    }

    @Override
    public MarkList marks() {
        return marks;
    }

    @Override
    public List<BrokenWindow> windows() {
        return List.of();
    }

    @Override
    public Verdicts verdicts() {
        return verdicts;
    }

    @Override
    public void before(int move, long position) {}

    @Override
    public void after(long position) {}

    @Override
    public void event(int kind, int actor, long a, long b, long c) {}

    @Override
    public Object save() {
        return this;
    }

    @Override
    public void load(Object saved) {}
}
