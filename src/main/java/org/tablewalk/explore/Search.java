package org.tablewalk.explore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.judge.Rule;
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
    private final Causes causes = new Causes();
    private final List<Worker> workers = new ArrayList<>();
    private final StateStore store;
    /** Held for reading while states are expanded, for writing while nobody may. */
    private final ReentrantReadWriteLock world = new ReentrantReadWriteLock();
    private final Rendezvous rendezvous;
    private final AtomicLong expanded = new AtomicLong();
    private final AtomicLong transitions = new AtomicLong();
    private final Pause pause = new Pause();
    private volatile Stop stop;
    /** Set between levels only, so that all threads agree. */
    private volatile boolean ended;
    private volatile RuntimeException defect;
    private volatile Progress progress = new Progress(0, 0, 0, 0, 0, 0, false, List.of());
    private Level level;
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
        for (int i = 0; i < options.workers(); i++) {
            workers.add(new Worker(options, machines.get(), judges, causes));
        }
        store = new StateStore(workers.getFirst().shape());
        workers.forEach(worker -> worker.use(store, this::room));
        rendezvous = new Rendezvous(options.workers(), this::nextLevel);
    }

    /** The properties that it decides, by id: the rules that the judge knows, but for what is only owed, and what the search itself sees. */
    public List<String> properties() {
        var ids = new LinkedHashSet<String>();
        var known = workers.getFirst().stepper().judge().rules();
        for (Rule rule : Rule.values()) {
            boolean own = rule == Rule.STUCK || rule == Rule.LIVELOCK && options.progress();
            if (own || known.contains(rule) && rule.grade() != Grade.DEBT) {
                ids.add(rule.id());
            }
        }
        if (options.maxFaults() >= 0) {
            ids.add(Property.atMostFaults(options.maxFaults()));
        }
        return List.copyOf(ids);
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
        workers.getFirst().start();
        level = new Level(0, 0, store.states().count(), options.workers());
        var threads = new ArrayList<Thread>();
        for (var worker : workers.subList(1, workers.size())) {
            threads.add(Thread.ofPlatform().daemon().name("explore").start(() -> work(worker, snapshot -> {})));
        }
        work(workers.getFirst(), listener);
        for (var thread : threads) {
            join(thread);
        }
        if (defect != null) {
            throw defect;
        }
        var lassos = lassos();
        lassos.forEach(lasso -> causes.add(lasso.cause()));
        look(listener);
        return new SearchResult(this, stop, progress, lassos);
    }

    private List<Lasso> lassos() {
        boolean wanted = options.progress() && stop != Stop.CANCELLED && stop != Stop.MEMORY;
        try {
            return wanted ? Livelock.of(store, workers) : List.of();
        } catch (OutOfMemoryError | SearchLimit e) {
            stop = Stop.MEMORY;
            return List.of();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
        Level now = level;
        for (long first = now.take(); first < now.to() && stop == null; first = now.take()) {
            expandBatch(worker, (int) first, now.end(first), now.depth());
            if (worker == workers.getFirst()) {
                if (System.nanoTime() - lastLook > BETWEEN_LOOKS) {
                    look(listener);
                }
                pauseIfAsked(listener);
            }
        }
    }

    private void expandBatch(Worker worker, int from, int to, int depth) {
        world.readLock().lock();
        try {
            long before = worker.transitionsMade();
            int state = from;
            while (state < to && stop == null) {
                worker.expand(state++, depth);
            }
            worker.flush();
            expanded.addAndGet(state - from);
            transitions.addAndGet(worker.transitionsMade() - before);
        } finally {
            world.readLock().unlock();
        }
        if (store.states().count() >= options.maxStates()) {
            end(Stop.STATES);
        }
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
            if (store.states().crowded()) {
                if (bytes() + store.states().growth() > options.maxBytes()) {
                    throw new SearchLimit("bytes");
                }
                store.states().grow();
            }
        } finally {
            world.writeLock().unlock();
        }
    }

    /** By the last thread that has finished a level. */
    private void nextLevel() {
        if (stop == null && level.to() == store.states().count()) {
            end(Stop.COMPLETE);
        }
        ended = stop != null;
        if (!ended) {
            level = new Level(level.depth() + 1, level.to(), store.states().count(), options.workers());
        }
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
        if (!options.stopAt().isEmpty() && causes.violated().containsAll(options.stopAt())) {
            end(Stop.VIOLATED);
        }
    }

    private void publish(boolean paused) {
        double seconds = (double) (System.nanoTime() - began - pause.nanos()) / NANOS;
        progress = new Progress(store.states().count(), expanded.get(), transitions.get(), level.depth(), bytes(), seconds, paused, causes.list());
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

    private long bytes() {
        return store.bytes() + workers.stream().mapToLong(Worker::bytes).sum();
    }

    SearchOptions options() {
        return options;
    }

    StateStore store() {
        return store;
    }

    List<Worker> workers() {
        return workers;
    }
}
