package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.machine.Move;

/**
 * The choices of a run in blocks. The two common kinds, a CPU's step and the arrival of an invalidation with alternative 0, take one
 * byte: {@code kind * 64 + actor}. Others take {@code 128 + kind}, the actor, and the alternative in two bytes.
 */
final class Choices {
    private final List<byte[]> blocks = new ArrayList<>();
    private byte[] open = new byte[256];
    private int openSize;
    // Kept, because a run asks for it again and again while it grows.
    private long closedBytes;

    /** Reads the moves of one block in order. */
    final class Reader {
        private final int block;
        private int at;

        private Reader(int block) {
            this.block = block;
        }

        int next() {
            // The block's array is replaced while it grows and when it is closed; offsets stay.
            byte[] bytes = bytes(block);
            int b = bytes[at++] & 0xff;
            if (b < 128) {
                return Move.of(b >> 6, b & 63, 0);
            }
            int move = Move.of(b - 128, bytes[at] & 0xff, (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff);
            at += 3;
            return move;
        }
    }

    void add(int move) {
        if (openSize + 4 > open.length) {
            open = Arrays.copyOf(open, open.length * 2);
        }
        int kind = Move.kind(move);
        int alternative = Move.alternative(move);
        if (kind <= Move.ARRIVE && alternative == 0) {
            open[openSize++] = (byte) (kind << 6 | Move.actor(move));
        } else {
            open[openSize++] = (byte) (128 + kind);
            open[openSize++] = (byte) Move.actor(move);
            open[openSize++] = (byte) (alternative >> 8);
            open[openSize++] = (byte) alternative;
        }
    }

    /** Ends the block being written. */
    void closeBlock() {
        blocks.add(Arrays.copyOf(open, openSize));
        closedBytes += 16 + openSize;
        openSize = 0;
    }

    Reader read(int block) {
        return new Reader(block);
    }

    /** The bytes of a block; only the open block's array may be longer than what is written in it. */
    byte[] bytes(int block) {
        return block < blocks.size() ? blocks.get(block) : open;
    }

    int size(int block) {
        return block < blocks.size() ? blocks.get(block).length : openSize;
    }

    long heapBytes() {
        return 16 + open.length + closedBytes;
    }

    /** The first {@code count} blocks, shared. */
    Choices prefix(int count) {
        Choices copy = new Choices();
        copy.blocks.addAll(blocks.subList(0, count));
        copy.blocks.forEach(block -> copy.closedBytes += 16 + block.length);
        return copy;
    }
}
