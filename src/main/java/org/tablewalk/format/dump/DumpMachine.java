package org.tablewalk.format.dump;

import java.nio.LongBuffer;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Layout;
import org.tablewalk.trace.RecordMachine;
import org.tablewalk.trace.RecordMap;
import org.tablewalk.trace.RecordOrder;

/** The machine of a dump: it makes no step, and its cells hold nothing but the dump's digest, so that equal dumps are equal states. */
public final class DumpMachine extends RecordMachine {
    DumpMachine(LongBuffer digest) {
        this(new Map(), digest);
    }

    private DumpMachine(Map map, LongBuffer digest) {
        super(map, new RecordOrder());
        for (int i = 0; i < Map.WORDS; i++) {
            cells.put(map.digest + i, digest.get(i));
        }
    }

    @Override
    protected void make(int index, int lane, EventSink events) {
        throw new IllegalStateException("a dump has no records");
    }

    /** No lane, and the digest. */
    private static final class Map extends RecordMap {
        private static final int WORDS = 4;

        private final int digest = layout().add("digest", Layout.Type.WORD, WORDS);

        Map() {
            super(0);
        }

        @Override
        protected int next(int lane) {
            throw new IndexOutOfBoundsException(lane);
        }
    }
}
