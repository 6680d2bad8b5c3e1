package org.tablewalk.picture.tree;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * What a tree's drawing remembers from one frame to the next, so that a frame reads only words that changed. Holds nothing that
 * decides where anything is drawn, except which descriptor a table that is no longer linked used to hang from. One thread at a time.
 */
public final class TreeCache {
    private static final int LIMIT = 20_000;
    private static final int FRAMES_KEPT = 120;

    private record Key(long chunk, int level) {}

    private static final class Entry {
        final ChunkSummary summary;
        long used;

        Entry(ChunkSummary summary) {
            this.summary = summary;
        }
    }

    private final Map<Key, Entry> chunks = new HashMap<>();
    private TableSource source;
    private TableGraph graph;
    private long frame;
    private long computed;

    /** A new frame: forgets the chunks that changed since the last. {@code before} holds the old words that the last step replaced. */
    public void begin(TableSource next, Map<Long, Long> before) {
        frame++;
        if (next == source) {
            return;
        }
        if (source == null || !source.format().equals(next.format()) || source.root() != next.root() || source.pages() != next.pages()) {
            chunks.clear();
            graph = null;
        } else {
            for (Iterator<Map.Entry<Key, Entry>> i = chunks.entrySet().iterator(); i.hasNext();) {
                Map.Entry<Key, Entry> e = i.next();
                boolean old = chunks.size() > LIMIT && e.getValue().used < frame - FRAMES_KEPT;
                if (old || !next.sameChunk(source, e.getKey().chunk())) {
                    i.remove();
                }
            }
        }
        source = next;
        graph = TableGraph.of(next, this, graph, before);
    }

    /** How the tables hang together in this frame. */
    public TableGraph graph() {
        return graph;
    }

    /** The summary of the 64 words from {@code first} on. */
    ChunkSummary summary(TableSource tables, long first, int level) {
        var key = new Key(first, level);
        Entry entry = chunks.get(key);
        if (entry == null) {
            entry = new Entry(ChunkSummary.of(tables, first, level));
            chunks.put(key, entry);
            computed++;
        }
        entry.used = frame;
        return entry.summary;
    }

    /** How many summaries were computed so far: the work that was not saved. */
    long computed() {
        return computed;
    }
}
