package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.machine.Event;

/**
 * Who wrote a word, and when: the blocks of a recording are searched outward from a position, and only those at whose keyframes the word's
 * chunk is not the same object, since in the others nothing near it changed. A store of the value a word already has is no write here. Uses
 * a cursor of its own. What was found of the word asked for last is kept: who steps on asks for the same word again at every step.
 */
public final class WriteHistory {
    /** Most blocks replayed for one question in each direction: some tens of milliseconds. */
    private static final int PATIENCE = 32;

    private final Cursor cursor;
    /** Of the word asked for last: its writes in blocks that are recorded to their ends. */
    private final Map<Integer, List<Write>> known = new HashMap<>();
    private long knownAddress = -1;

    public WriteHistory(Cursor cursor) {
        this.cursor = cursor;
    }

    /**
     * The writes around a position, in order: the last {@code most} made before it and the first {@code most} made after.
     *
     * @param address of the word
     * @param cell    the cell that holds it
     */
    public List<Write> around(long address, int cell, long position, int most) {
        if (address != knownAddress) {
            known.clear();
            knownAddress = address;
        }
        Recording recording = cursor.recording();
        int here = (int) Math.min(position / Recording.BLOCK, recording.keyframes() - 1L);
        List<Write> writes = new ArrayList<>();
        int block = recording.writtenUpTo(here, cell);
        for (int replayed = 0; block >= 0 && count(writes, position, true) < most && replayed < PATIENCE; replayed++) {
            writes.addAll(0, inBlock(address, block));
            block = recording.writtenUpTo(block - 1, cell);
        }
        block = recording.writtenFrom(here + 1, cell);
        for (int replayed = 0; block < recording.keyframes() && count(writes, position, false) < most && replayed < PATIENCE; replayed++) {
            writes.addAll(inBlock(address, block));
            block = recording.writtenFrom(block + 1, cell);
        }
        int past = count(writes, position, true);
        return List.copyOf(writes.subList(Math.max(0, past - most), Math.min(writes.size(), past + most)));
    }

    private static int count(List<Write> writes, long position, boolean before) {
        return (int) writes.stream().filter(w -> w.position() < position == before).count();
    }

    private List<Write> inBlock(long address, int block) {
        boolean closed = (block + 1L) * Recording.BLOCK <= cursor.recording().length();
        return closed ? known.computeIfAbsent(block, b -> search(address, b)) : search(address, block);
    }

    private List<Write> search(long address, int block) {
        List<Write> writes = new ArrayList<>();
        long start = (long) block * Recording.BLOCK;
        long[] at = {start};
        cursor.scan(start, start + Recording.BLOCK, (kind, actor, a, b, c) -> {
            if (kind == Event.WORD_WRITE && a == address && b != c) {
                writes.add(new Write(at[0], actor, b, c));
            }
        }, (position, move, machine, line) -> {
            at[0] = position + 1;
            return true;
        });
        return writes;
    }
}
