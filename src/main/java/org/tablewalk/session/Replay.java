package org.tablewalk.session;

import org.tablewalk.format.Problem;
import org.tablewalk.format.link.StepLink;

/** Makes the run of a link again. */
final class Replay implements Errand {
    private final Run run;
    private final StepLink link;

    /**
     * A run that is to become that of a link.
     *
     * @param run without a step yet, or a trace with all of them
     */
    Replay(Run run, StepLink link) {
        this.run = run;
        this.link = link;
    }

    @Override
    public long slice() {
        long room = Math.min(Engine.SLICE, link.steps() - run.recording().length());
        long made = room <= 0 ? 0 : run.repeat(link.choices(), room);
        return made == Engine.SLICE ? -1 : Math.min(link.step(), run.recording().length());
    }

    @Override
    public Problem problem() {
        long length = run.recording().length();
        return length >= link.steps() ? null : new Problem(link.name(), 0, 0, "expected a run of " + link.steps() + " steps as the link says, found one of " + length);
    }
}
