package org.tablewalk.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Move;

/**
 * A recorded run: the choices that were made, and every {@link #BLOCK} steps a keyframe: an image that shares the chunks that did not
 * change, and the observers' checkpoints. Any state in between is the nearest keyframe before it and the same steps again, so nothing
 * else is stored. Owned by one thread.
 */
public final class Recording {
    /** Steps from one keyframe to the next: what a seek re-executes at most. A balance: a millisecond of replay against chunks kept. */
    public static final int BLOCK = 8_192;

    /** The version of the engine's rules, part of every {@link #runHash}: raised when the same choices would give another run. */
    public static final String ENGINE_VERSION = "tablewalk-engine-1";

    record Keyframe(Image image, List<Object> observers, int lastMove, LaneTracker.Saved lanes) {}

    private final List<Keyframe> keyframes = new ArrayList<>();
    private final List<byte[]> laneBlocks = new ArrayList<>();
    private final Choices choices;
    private final MessageDigest digest = sha256();
    private int digested;
    private long length;
    private long imageBytes;
    /** Of whoever records. */
    private LaneTracker tracker;

    Recording() {
        this(new Choices());
    }

    private Recording(Choices choices) {
        this.choices = choices;
        digest.update(ENGINE_VERSION.getBytes(StandardCharsets.UTF_8));
    }

    /** Number of recorded steps. */
    public long length() {
        return length;
    }

    /** Heap bytes of all choices and keyframes, observers' checkpoints not included. */
    public long bytes() {
        return choices.heapBytes() + imageBytes;
    }

    void addKeyframe(Keyframe keyframe) {
        // Beside the image: the keyframe, its list and checkpoints' headers, and the lanes' state.
        imageBytes += keyframes.isEmpty() ? 0
                : keyframe.image().bytesBeyond(keyframes.getLast().image()) + 176 + keyframe.lanes().bytes();
        keyframes.add(keyframe);
    }

    void addLaneBlock(byte[] shares) {
        laneBlocks.add(shares);
        imageBytes += 16 + shares.length;
    }

    void recordedWith(LaneTracker lanes) {
        tracker = lanes;
    }

    /** The locks that were ever taken, one bit each. */
    long locks() {
        return tracker.locks();
    }

    byte[] laneBlock(int block) {
        return laneBlocks.get(block);
    }

    int laneBlocks() {
        return laneBlocks.size();
    }

    void add(int move) {
        choices.add(move);
        if (++length % BLOCK == 0) {
            choices.closeBlock();
        }
    }

    Keyframe keyframe(int block) {
        return keyframes.get(block);
    }

    int keyframes() {
        return keyframes.size();
    }

    /** Whether a step of a block may have written a cell: false only if its chunk is the same object at both ends. The last block may always. */
    boolean mayWrite(int block, int cell) {
        return block + 1 >= keyframes.size() || !keyframes.get(block).image().sharesChunk(keyframes.get(block + 1).image(), cell);
    }

    /** The last block up to one that may have written a cell, or -1. A chunk that was replaced never comes back, so far keyframes are compared, not each. */
    int writtenUpTo(int block, int cell) {
        if (block < 0 || mayWrite(block, cell)) {
            return block;
        }
        int same = block;
        int step = 1;
        while (same - step >= 0 && shares(same - step, block, cell)) {
            same -= step;
            step *= 2;
        }
        for (int other = Math.max(-1, same - step); same - other > 1;) {
            int middle = same + other >>> 1;
            if (shares(middle, block, cell)) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return same - 1;
    }

    /** The first block from one on that may have written a cell: the last one at the latest, or {@link #keyframes}. */
    int writtenFrom(int block, int cell) {
        int last = keyframes.size() - 1;
        if (block >= last || mayWrite(block, cell)) {
            return block;
        }
        int same = block + 1;
        int step = 1;
        while (same + step <= last && shares(same + step, block, cell)) {
            same += step;
            step *= 2;
        }
        for (int other = Math.min(last + 1, same + step); other - same > 1;) {
            int middle = same + other >>> 1;
            if (shares(middle, block, cell)) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return same;
    }

    private boolean shares(int one, int other, int cell) {
        return keyframes.get(one).image().sharesChunk(keyframes.get(other).image(), cell);
    }

    Choices.Reader read(int block) {
        return choices.read(block);
    }

    /** The move made at a position, {@code 0 <= position < length()}. */
    public int move(long position) {
        Choices.Reader reader = read((int) (position / BLOCK));
        int move = Move.NONE;
        for (long i = position / BLOCK * BLOCK; i <= position; i++) {
            move = reader.next();
        }
        return move;
    }

    /** Hands over all moves in order. Far faster than asking for each by {@link #move}. */
    public void moves(IntConsumer taker) {
        for (long at = 0; at < length; at += BLOCK) {
            Choices.Reader reader = read((int) (at / BLOCK));
            for (long i = Math.min(BLOCK, length - at); i > 0; i--) {
                taker.accept(reader.next());
            }
        }
    }

    /** The moves from the start on, one with each call, also those that are recorded meanwhile. Asked for one that is not there, it tells anything. */
    public IntSupplier moves() {
        return new IntSupplier() {
            private Choices.Reader reader;
            private long at;

            @Override
            public int getAsInt() {
                if (at % BLOCK == 0) {
                    reader = read((int) (at / BLOCK));
                }
                at++;
                return reader.next();
            }
        };
    }

    /** A recording that shares everything up to the start of the block that holds {@code position}. */
    Recording prefix(long position) {
        int blocks = (int) (position / BLOCK);
        Recording copy = new Recording(choices.prefix(blocks));
        copy.keyframes.addAll(keyframes.subList(0, blocks + 1));
        copy.laneBlocks.addAll(laneBlocks.subList(0, blocks));
        copy.length = (long) blocks * BLOCK;
        copy.imageBytes = imageBytes;
        return copy;
    }

    /**
     * SHA-256 over the engine's version, all choices, the canonical scenario, the length and the final state hash, as hex: equal on every platform.
     *
     * @param canonicalScenario the scenario's canonical text
     * @param finalStateHash    {@code cells().hash()} after the last step
     */
    public String runHash(String canonicalScenario, long finalStateHash) {
        // Closed blocks never change and are digested once.
        for (; (digested + 1L) * BLOCK <= length; digested++) {
            digest.update(choices.bytes(digested), 0, choices.size(digested));
        }
        MessageDigest whole = copy(digest);
        if (length % BLOCK != 0) {
            whole.update(choices.bytes(digested), 0, choices.size(digested));
        }
        whole.update(canonicalScenario.getBytes(StandardCharsets.UTF_8));
        whole.update(ByteBuffer.allocate(16).putLong(length).putLong(finalStateHash).array());
        return HexFormat.of().formatHex(whole.digest());
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
