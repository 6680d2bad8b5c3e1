package org.tablewalk.session;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tablewalk.explore.Progress;
import org.tablewalk.explore.Search;
import org.tablewalk.explore.SearchOptions;
import org.tablewalk.explore.SearchResult;
import org.tablewalk.explore.Stop;

/** One search on threads of its own, and after it the runs to what it found. */
final class SearchJob {
    /** Of the heap what stored states may take: the recording has as much, and the window wants to live too. */
    private static final int PART = 4;
    private static final String END = "";
    /** Seconds after which a search that began by itself stands still until somebody wants it to go on: a window that nobody looks at is to cost nothing. */
    private static final double UNASKED = 10;

    private final ScenarioRun subject;
    private final BiConsumer<SearchJob, Proof> publish;
    private final Consumer<Command> send;
    private final List<String> freedoms;
    private final LinkedBlockingQueue<String> wanted = new LinkedBlockingQueue<>();
    private List<String> properties = List.of();
    private volatile Search search;
    private volatile Search hurried;
    private volatile boolean dropped;
    private volatile boolean searching = true;
    private volatile boolean asked;

    SearchJob(ScenarioRun subject, BiConsumer<SearchJob, Proof> publish, Consumer<Command> send) {
        this.subject = subject;
        this.publish = publish;
        this.send = send;
        freedoms = subject.machineKind().freedoms(subject.machine());
    }

    void start() {
        tell(Proof.Phase.RUNNING, Proof.NONE.progress(), null, "");
        Thread.ofPlatform().name("tablewalk-schedules").daemon().start(this::run);
    }

    private void run() {
        try {
            search = search(Set.of());
            properties = search.properties();
            if (dropped) {
                return;
            }
            SearchResult result = search.run(this::comesAlong);
            searching = false;
            Stop stop = result.stop();
            tell(stop == Stop.COMPLETE ? Proof.Phase.COMPLETE : stop == Stop.CANCELLED ? Proof.Phase.STOPPED : Proof.Phase.LIMITED, result.progress(), result, "");
            for (String property = wanted.take(); !property.equals(END); property = wanted.take()) {
                follow(result, property);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError e) {
            searching = false;
            tell(Proof.Phase.FAILED, Proof.NONE.progress(), null, e.toString());
        }
    }

    private void comesAlong(Progress progress) {
        tell(progress.paused() ? Proof.Phase.PAUSED : Proof.Phase.RUNNING, progress, null, "");
        if (!asked && progress.seconds() > UNASKED) {
            asked = true;
            search.pause();
        }
    }

    private Search search(Set<String> stopAt) {
        int workers = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new Search(subject::machine, subject.machineKind().judges(),
                SearchOptions.DEFAULT.withWorkers(workers).withMaxBytes(Runtime.getRuntime().maxMemory() / PART).withStopAt(stopAt));
    }

    private void tell(Proof.Phase phase, Progress progress, SearchResult result, String defect) {
        publish.accept(this, new Proof(0, subject, phase, progress, Proof.answers(properties, progress, result), freedoms, defect));
    }

    private void follow(SearchResult result, String property) {
        result.first(property)
                .ifPresent(cause -> send.accept(new Command.Follow(subject, Arrays.stream(result.witness(cause)).boxed().toList(), result.loop(cause).length)));
    }

    void pause(boolean on) {
        Search now = search;
        asked = true;
        if (now != null && on) {
            now.pause();
        } else if (now != null) {
            now.proceed();
        }
    }

    /** Ends the search; what it has found stays. */
    void cancel() {
        for (Search s : new Search[] {search, hurried}) {
            if (s != null) {
                s.cancel();
            }
        }
    }

    /** Ends it, and nobody wants to know of it any more. */
    void drop() {
        dropped = true;
        cancel();
        wanted.add(END);
    }

    /** Sends a shortest run that violates a property. While the search goes on another one makes it, which stops there. */
    void witness(String property) {
        if (!searching) {
            wanted.add(property);
        } else if (hurried == null) {
            hurried = search(Set.of(property));
            Thread.ofPlatform().name("tablewalk-witness").daemon().start(() -> {
                try {
                    follow(hurried.run(progress -> {}), property);
                } finally {
                    hurried = null;
                }
            });
        }
    }
}
