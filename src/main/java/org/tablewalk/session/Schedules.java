package org.tablewalk.session;

import java.util.function.Consumer;

/** Keeps one job at work on what is open. Any thread may call anything; nothing waits. */
public final class Schedules implements AutoCloseable {
    private final Consumer<Command> send;
    private volatile Proof proof = Proof.NONE;
    private SearchJob job;
    private long version;

    /**
     * No job.
     *
     * @param send takes the runs that were asked for
     */
    public Schedules(Consumer<Command> send) {
        this.send = send;
    }

    /** Something else is open, or null: what was searched is of no interest any more. */
    public synchronized void open(Subject subject) {
        close();
        if (subject instanceof ScenarioRun run) {
            job = new SearchJob(run, this::publish, send);
            job.start();
        } else {
            publish(null, new Proof(0, subject, Proof.Phase.NONE, Proof.NONE.progress(), java.util.List.of(), java.util.List.of(), ""));
        }
    }

    /** A job that was replaced meanwhile has nothing to say any more. */
    private synchronized void publish(SearchJob from, Proof now) {
        if (from == job) {
            version++;
            proof = new Proof(version, now.subject(), now.phase(), now.progress(), now.answers(), now.freedoms(), now.defect());
        }
    }

    /** The latest snapshot. */
    public Proof proof() {
        return proof;
    }

    /** What the user asks of the job. */
    public synchronized void handle(Command.Search command) {
        if (job == null) {
            return;
        }
        switch (command.wish()) {
            case PAUSE -> job.pause(true);
            case PROCEED -> job.pause(false);
            case STOP -> job.cancel();
            case WITNESS -> job.witness(command.property());
        }
    }

    @Override
    public synchronized void close() {
        if (job != null) {
            job.drop();
            job = null;
        }
    }
}
