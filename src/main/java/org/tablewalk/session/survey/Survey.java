package org.tablewalk.session.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tablewalk.explore.Search;
import org.tablewalk.explore.SearchOptions;

/** Searches one variant after the other. A job: it may be ended from another thread. */
public final class Survey {
    private final List<Variant> variants;
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
        boolean hopeless = variant.run() == null || variant.change() != null && !variant.change().modelled();
        if (hopeless) {
            return Cell.none(variant);
        }
        search = new Search(variant.run()::machine, variant.run().machineKind().judges(), options);
        if (cancelled) {
            search.cancel();
        }
        return Cell.of(variant, search.run(progress -> {}));
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
