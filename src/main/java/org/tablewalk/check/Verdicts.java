package org.tablewalk.check;

import java.util.AbstractList;
import java.util.List;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.judge.Silent;
import org.tablewalk.machine.Image;

/** What a judge has found in a run so far. Told of steps and events as an observer is, and kept like one. */
public final class Verdicts {
    private static final int RULE = 0;
    private static final int STEP = 1;
    private static final int ACTOR = 2;
    private static final int ENTRY = 3;
    private static final int ADDRESS = 4;
    private static final int DETAIL = 5;
    private static final int WIDTH = 6;
    /** Findings that are kept: what a run that goes wrong at every step shows further is of no use. */
    private static final int MOST = 10_000;

    private final Judge judge;
    private final Log log = new Log(WIDTH);
    private long unkept;

    /** Checkpoint. */
    public record Saved(Image judge, Log.Saved log, long unkept) {}

    /** Findings of a run that has made no step. */
    public Verdicts(Judge judge) {
        this.judge = judge;
    }

    /** Who judges. To be told of events by whoever is told of steps. */
    public Judge judge() {
        return judge;
    }

    /** Whether anybody judges. */
    public boolean judged() {
        return !(judge instanceof Silent);
    }

    /** A step begins. */
    public void before(int move) {
        judge.before(move);
    }

    /** The step of that index has been made: keeps what it shows. */
    public void after(long step) {
        judge.after();
        Found found = judge.found();
        for (int i = 0; i < found.size(); i++) {
            keep(found.get(i, step));
        }
    }

    private void keep(Finding f) {
        if (log.save().size() >= MOST) {
            unkept++;
            return;
        }
        long[] row = log.append();
        int at = log.offset();
        row[at + RULE] = f.rule().ordinal();
        row[at + STEP] = f.step();
        row[at + ACTOR] = f.actor();
        row[at + ENTRY] = f.entry();
        row[at + ADDRESS] = f.address();
        row[at + DETAIL] = f.detail();
    }

    /** The findings so far, in the order of their steps. The list does not change. */
    public List<Finding> list() {
        Log.Saved rows = log.save();
        return new AbstractList<>() {
            @Override
            public Finding get(int index) {
                return new Finding(RULES[(int) rows.get(index, RULE)], rows.get(index, STEP), (int) rows.get(index, ACTOR), rows.get(index, ENTRY),
                        rows.get(index, ADDRESS), rows.get(index, DETAIL));
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }

    /** Findings that there was no room to keep. */
    public long unkept() {
        return unkept;
    }

    /** What the run leaves behind if it ends here, at a step: not kept. */
    public List<Finding> end(long step) {
        judge.before(-1);
        judge.end();
        Found found = judge.found();
        return java.util.stream.IntStream.range(0, found.size()).mapToObj(i -> found.get(i, step)).toList();
    }

    /** What is owed now. */
    public List<Debt> debts() {
        return judge.debts();
    }

    /** A checkpoint that shares what did not change. */
    public Saved save() {
        return new Saved(judge.cells().image(), log.save(), unkept);
    }

    /** Goes to a checkpoint. */
    public void load(Saved saved) {
        judge.cells().restore(saved.judge());
        log.load(saved.log());
        unkept = saved.unkept();
    }

    private static final Rule[] RULES = Rule.values();
}
