package org.tablewalk.session;

import java.util.List;

/**
 * Makes a run of moves that were found elsewhere, from the start: a fork of the run that begins most like it, or that run if it has all of them. A run that ends with a loop is shown where
 * that begins.
 */
final class Follow implements Errand {
    private final List<Run> runs;
    private final List<Integer> moves;
    private final int loop;
    private Run made;
    private int done;

    /**
     * Of such moves.
     *
     * @param loop how many of the last ones are a loop, or 0
     */
    Follow(List<Run> runs, List<Integer> moves, int loop) {
        this.runs = runs;
        this.moves = moves;
        this.loop = loop;
    }

    @Override
    public long slice() {
        if (made == null) {
            begin();
        }
        for (int i = 0; i < Engine.SLICE && done < moves.size(); i++) {
            made.take(moves.get(done++));
        }
        if (done < moves.size()) {
            return -1;
        }
        if (loop > 0 && made.recording().length() == done) {
            made.loops(loop);
        }
        return (long) done - loop;
    }

    private void begin() {
        int best = 0;
        for (int i = 0; i < runs.size(); i++) {
            int same = same(runs.get(i));
            if (i == 0 || same > done) {
                best = i;
                done = same;
            }
        }
        made = done == moves.size() ? runs.get(best) : runs.get(best).fork(best, done);
    }

    private int same(Run run) {
        int most = (int) Math.min(moves.size(), run.recording().length());
        int same = 0;
        while (same < most && run.recording().move(same) == moves.get(same)) {
            same++;
        }
        return same;
    }

    @Override
    public Run made() {
        return made;
    }
}
