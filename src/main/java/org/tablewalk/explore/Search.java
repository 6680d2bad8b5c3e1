package org.tablewalk.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.explore.store.SearchLimit;
import org.tablewalk.explore.store.StateStore;
import org.tablewalk.machine.Machine;

/**
 * Goes through every state that a machine can reach, breadth first: states of one depth after those of the depth before, so that the first way to anything is a shortest one. A job:
 * {@link #run} does it on the caller's thread and others of its own; everything else may be called from any thread meanwhile.
 */
public final class Search {
    private static final long NANOS = 1_000_000_000;
    private static final long BETWEEN_LOOKS = NANOS / 20;

    private final SearchOptions options;
    private final List<Worker> workers = new ArrayList<>();
    private final Seen seen;
    /** Held for reading while states are expanded, for writing while nobody may. */
    private final ReentrantReadWriteLock world = new ReentrantReadWriteLock();
    private final Rendezvous rendezvous;
    private final Pause pause = new Pause();
    private volatile Stop stop;
    /** Set between levels only, so that all threads agree. */
    private volatile boolean ended;
    private volatile RuntimeException defect;
    private volatile Progress progress = new Progress(0, 0, 0, 0, 0, 0, false, List.of());
    private Checkpoint checkpoint;
    private long began;
    private long lastLook;

    /**
     * A search that has not begun.
     *
     * @param machines makes machines that all begin in the same state
     * @param judges   makes what judges a machine that nobody has stepped
     */
    public Search(Supplier<Machine> machines, Function<Machine, Judge> judges, SearchOptions options) {
        this.options = options;
        var causes = new Causes();
        for (int i = 0; i < options.workers(); i++) {
            workers.add(new Worker(options, machines.get(), judges, causes));
        }
        var store = new StateStore(workers.getFirst().shape());
        workers.forEach(worker -> worker.use(store, this::room));
        seen = new Seen(workers, store, causes);
        rendezvous = new Rendezvous(options.workers(), this::nextLevel);
    }

    /** The properties that it decides, by id: the rules that the judge knows, but for what is only owed, and what the search itself sees. */
    public List<String> properties() {
        return Property.of(workers.getFirst().stepper().judge(), options);
    }

    /** How far it has come; a fresh one several times a second. */
    public Progress progress() {
        return progress;
    }

    /** Stands still until told to go on. */
    public void pause() {
        pause.set(true);
    }

    /** Goes on. */
    public void proceed() {
        pause.set(false);
    }

    /** Ends soon, without a verdict on what has not been seen. */
    public void cancel() {
        end(Stop.CANCELLED);
        pause.set(false);
    }

    private void end(Stop why) {
        if (stop == null) {
            stop = why;
        }
    }

    /**
     * Searches until there is nothing left or a limit is reached. Once only.
     *
     * @param listener is handed snapshots, several a second, by one of the searching threads
     */
    public SearchResult run(Consumer<Progress> listener) {
        began = System.nanoTime();
        lastLook = began;
        seen.start();
        for (var worker : workers.subList(1, workers.size())) {
            Thread.ofPlatform().daemon().name("explore").start(() -> work(worker, snapshot -> {}));
        }
        // When this thread has met the others for the last time, they do nothing more.
        work(workers.getFirst(), listener);
        if (defect != null) {
            throw defect;
        }
        if (checkpoint != null && stop != Stop.COMPLETE && stop != Stop.VIOLATED) {
            save();
        }
        var lassos = lassos();
        lassos.forEach(lasso -> seen.causes().add(lasso.cause()));
        look(listener);
        return new SearchResult(this, stop, progress, lassos);
    }

    private List<Lasso> lassos() {
        boolean wanted = options.progress() && stop != Stop.CANCELLED && stop != Stop.MEMORY;
        try {
            return wanted ? Livelock.of(seen.store(), workers.getFirst(), seen.logs()) : List.of();
        } catch (OutOfMemoryError | SearchLimit e) {
            stop = Stop.MEMORY;
            return List.of();
        }
    }

    private void work(Worker worker, Consumer<Progress> listener) {
        do {
            try {
                expandLevel(worker, listener);
            } catch (OutOfMemoryError | SearchLimit e) {
                end(Stop.MEMORY);
            } catch (RuntimeException e) {
                defect = e;
                end(Stop.CANCELLED);
            }
            rendezvous.await();
        } while (!ended);
    }

    private void expandLevel(Worker worker, Consumer<Progress> listener) {
        while (stop == null && expandBatch(worker, seen.level())) {
            if (worker == workers.getFirst()) {
                if (System.nanoTime() - lastLook > BETWEEN_LOOKS) {
                    look(listener);
                }
                if (checkpoint != null && checkpoint.due()) {
                    save();
                }
                pauseIfAsked(listener);
            }
        }
    }

    /** Does some states of a level; false if none are left. */
    private boolean expandBatch(Worker worker, Level of) {
        world.readLock().lock();
        try {
            Level.Range range = of.take();
            if (range == null) {
                return false;
            }
            int done = range.from();
            try {
                long before = worker.transitionsMade();
                int state = range.from();
                while (state < range.to() && stop == null) {
                    worker.expand(state++, of.depth());
                }
                worker.flush();
                done = state;
                seen.count(done - range.from(), worker.transitionsMade() - before);
            } finally {
                of.done(range, done);
            }
        } finally {
            world.readLock().unlock();
        }
        if (seen.store().states().count() >= options.maxStates()) {
            end(Stop.STATES);
        }
        return true;
    }

    /** By a thread that expands states: lets others finish what they are at and makes room for more. */
    private void room() {
        world.readLock().unlock();
        try {
            grow();
        } finally {
            world.readLock().lock();
        }
    }

    private void grow() {
        world.writeLock().lock();
        try {
            if (seen.store().states().crowded()) {
                if (seen.bytes() + seen.store().states().growth() > options.maxBytes()) {
                    throw new SearchLimit("bytes");
                }
                seen.store().states().grow();
            }
        } finally {
            world.writeLock().unlock();
        }
    }

    /** By the last thread that has finished a level. */
    private void nextLevel() {
        if (stop == null && !seen.nextLevel()) {
            end(Stop.COMPLETE);
        }
        ended = stop != null;
    }

    private void look(Consumer<Progress> listener) {
        lastLook = System.nanoTime();
        publish(false);
        listener.accept(progress);
        if (progress.bytes() > options.maxBytes()) {
            end(Stop.MEMORY);
        }
        if (progress.seconds() > options.maxSeconds()) {
            end(Stop.TIME);
        }
        if (!options.stopAt().isEmpty() && seen.causes().violated().containsAll(options.stopAt())) {
            end(Stop.VIOLATED);
        }
    }

    private void publish(boolean paused) {
        progress = seen.progress(nanos(), paused);
    }

    private long nanos() {
        return System.nanoTime() - began - pause.nanos();
    }

    private void pauseIfAsked(Consumer<Progress> listener) {
        if (pause.asked()) {
            world.writeLock().lock();
            try {
                publish(true);
                listener.accept(progress);
                pause.await();
            } finally {
                world.writeLock().unlock();
            }
        }
    }

    /**
     * Saves the search to a file every so many seconds, and when it ends without a verdict. Before {@link #run}.
     *
     * @param identity says what is searched, and by which version
     */
    public void saveTo(Path file, String identity, double seconds) {
        checkpoint = new Checkpoint(file, identity(identity), seconds);
    }

    /**
     * Takes up a search that was saved, of the same and with options that find the same states. Before {@link #run}.
     *
     * @throws IOException if the file cannot be read, is of something else or is damaged
     */
    public void resume(Path file, String identity) throws IOException {
        new Checkpoint(file, identity(identity), 0).read(seen::read);
    }

    private String identity(String what) {
        return String.join("\n", what, "fuse " + options.fuse(), "progress " + options.progress(), "faults " + options.maxFaults());
    }

    private void save() {
        world.writeLock().lock();
        try {
            checkpoint.write(out -> seen.write(out, nanos()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            world.writeLock().unlock();
        }
    }

    SearchOptions options() {
        return options;
    }

    Seen seen() {
        return seen;
    }

    List<Worker> workers() {
        return workers;
    }
}
