package org.tablewalk.session.survey;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tablewalk.explore.Cause;
import org.tablewalk.explore.Search;
import org.tablewalk.explore.SearchOptions;
import org.tablewalk.explore.SearchResult;
import org.tablewalk.session.ScenarioRun;

/** Searches one variant after the other; where a line was changed, first the scenario without the change. A job: it may be ended from another thread. */
public final class Survey {
    /** What was found of a scenario before a line was changed. */
    private record Before(Set<String> violated, boolean complete, BitSet lines) {
        static final Before NOTHING = new Before(Set.of(), true, null);
    }

    private final List<Variant> variants;
    private final IdentityHashMap<ScenarioRun, Before> before = new IdentityHashMap<>();
    private final SearchOptions options;
    private volatile boolean cancelled;
    private volatile Search search;

    public Survey(List<Variant> variants, SearchOptions options) {
        this.variants = List.copyOf(variants);
        this.options = options;
    }

    /**
     * Searches all of them, or as many as there is time for.
     *
     * @param listener is handed each cell as it is done
     */
    public List<Cell> run(Consumer<Cell> listener) {
        var cells = new ArrayList<Cell>();
        for (Variant variant : variants) {
            if (cancelled) {
                break;
            }
            Cell cell = cell(variant);
            cells.add(cell);
            listener.accept(cell);
        }
        return cells;
    }

    private Cell cell(Variant variant) {
        Variant.Line line = variant.line();
        if (variant.run() == null || line != null && !line.change().modelled()) {
            return Cell.none(variant, true);
        }
        Before unchanged = line == null ? Before.NOTHING : before.computeIfAbsent(line.of(), run -> {
            SearchResult result = search(run, options.withLines(true));
            return new Before(result.causes().stream().map(Cause::property).collect(Collectors.toSet()), result.complete(), result.lines());
        });
        if (line != null && unchanged.complete() && !unchanged.lines().get(line.index())) {
            return Cell.none(variant, false);
        }
        return Cell.of(variant, unchanged.violated(), unchanged.complete(), search(variant.run(), options));
    }

    private SearchResult search(ScenarioRun run, SearchOptions how) {
        search = new Search(run::machine, run.machineKind().judges(), how);
        if (cancelled) {
            search.cancel();
        }
        return search.run(progress -> {});
    }

    /** Ends soon; what was being searched is left out. */
    public void cancel() {
        cancelled = true;
        Search running = search;
        if (running != null) {
            running.cancel();
        }
    }
}
