package org.tablewalk.trace.casemate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.tablewalk.machine.Image;
import org.tablewalk.trace.RecordState;

/** A read-only view of an image of an import's machine: memory, roots, registers, locks. For pictures, checks and the command line. */
public final class ImportState extends RecordState<ImportMap> {
    static final int THREAD_SHIFT = 8;

    private final ImportMap map;

    /** An invalidation: what was issued, by which thread, with which operand (0 where it has none). */
    public record Tlbi(TlbiKind kind, int thread, long operand) {}

    /** The state in an image; the map is that of the trace whose machine the image is of. */
    public ImportState(ImportMap map, Image image) {
        super(map, image);
        this.map = map;
    }

    /**
     * The state in cells from anywhere else, e.g. a machine's live ones; {@link #image()} is null.
     *
     * @param cells gives the value of a cell by its number
     */
    public ImportState(ImportMap map, IntToLongFunction cells) {
        super(map, cells);
        this.map = map;
    }

    /** The memory word at a physical address; 0 where it is not known. */
    public long word(long pa) {
        int cell = map.cellOf(pa);
        return cell < 0 ? 0 : cells.applyAsLong(cell);
    }

    /** Whether some record up to now told the word at a physical address. */
    public boolean known(long pa) {
        int cell = map.cellOf(pa);
        return cell >= 0 && (cells.applyAsLong(map.knownCell(cell)) & map.knownBit(cell)) != 0;
    }

    /** Whether any word of a page is known. */
    public boolean anyKnown(int page) {
        long any = 0;
        for (long pa = map.pageAddress(page), end = pa + ImportMap.PAGE_BYTES; pa != end; pa += 8L * Long.SIZE) {
            any |= cells.applyAsLong(map.knownCell(map.cellOf(pa)));
        }
        return any != 0;
    }

    /**
     * Whether the words about an address, and what is known of them, are the same in an earlier image by being the very same objects.
     * False is always safe.
     */
    public boolean sharesChunk(ImportState earlier, long pa) {
        int cell = map.cellOf(pa);
        return earlier.map == map && cell >= 0 && image() != null && earlier.image() != null && image().sharesChunk(earlier.image(), cell)
                && image().sharesChunk(earlier.image(), map.knownCell(cell));
    }

    /** Whether a page was given back whole and nothing has been recorded of it since. */
    public boolean freed(int page) {
        return cells.applyAsLong(map.freed(page)) != 0;
    }

    /** Address of the root table whose tree a page belongs to, as a hint says. */
    public OptionalLong ownerRoot(int page) {
        int root = (int) cells.applyAsLong(map.owner(page)) - 1;
        return root < 0 ? OptionalLong.empty() : OptionalLong.of(map.roots().get(root).address());
    }

    /** A system register of a thread, if the thread has written it. */
    public OptionalLong register(int thread, SystemRegister register) {
        int base = map.thread(thread);
        boolean written = (cells.applyAsLong(base + ImportMap.REGISTERS_WRITTEN) >>> register.ordinal() & 1) != 0;
        return written ? OptionalLong.of(cells.applyAsLong(base + register.ordinal())) : OptionalLong.empty();
    }

    /** The thread that has a lock, or -1. */
    public int lockOwner(int lock) {
        return (int) cells.applyAsLong(map.lock(lock) + ImportMap.LOCK_OWNER) - 1;
    }

    /** Invalidations that no DSB of their thread has waited for, over all threads. */
    public int tlbisInFlight() {
        return Long.bitCount(cells.applyAsLong(map.slotsUsed));
    }

    /** The invalidation that was issued last in a slot, whether a DSB has waited for it or not. */
    public Tlbi tlbi(int slot) {
        long issued = cells.applyAsLong(map.slots + 2 * slot);
        return new Tlbi(TlbiKind.ofCode(issued & (1 << THREAD_SHIFT) - 1).orElseThrow(), (int) (issued >>> THREAD_SHIFT), cells.applyAsLong(map.slots + 2 * slot + 1));
    }

    /** The roots that the whole trace names, in the order of their first record, each as it is now. */
    public List<TableRoot> roots() {
        var roots = new ArrayList<TableRoot>();
        for (int i = 0; i < map.roots().size(); i++) {
            roots.add(root(i));
        }
        return roots;
    }

    /**
     * The root table, installed once while its stage was not known to be off and not given up since, whose tables hold an address; -1 if there is none. Tables side by side
     * belong to one root.
     */
    public long liveRoot(long pa) {
        int own = map.pageOf(pa);
        if (own < 0 || !map.mayBeRoot(own)) {
            return -1;
        }
        for (int page = 0; page < TreeShape.MOST_ROOT_PAGES; page++) {
            int index = map.rootOf(pa - page * ImportMap.PAGE_BYTES);
            if (index < 0) {
                continue;
            }
            long flags = cells.applyAsLong(map.root(index) + ImportMap.ROOT_FLAGS);
            boolean live = (flags & ImportedRegisters.ACTIVE) != 0;
            long address = map.roots().get(index).address();
            if (live && page < shape(address).rootPages()) {
                return address;
            }
        }
        return -1;
    }

    /** The shape of the tree of a root table, by the root's address. */
    public TreeShape shape(long root) {
        var known = map.roots().get(map.rootOf(root));
        boolean el2 = known.el2() && !known.stage2();
        return shape(el2, threads(root, el2));
    }

    /** The root of a number, as {@link ImportMap#rootOf} gives it. */
    public TableRoot root(int index) {
        var root = map.roots().get(index);
        int base = map.root(index);
        long flags = cells.applyAsLong(base + ImportMap.ROOT_FLAGS);
        boolean el2 = root.el2() && !root.stage2();
        long threads = threads(root.address(), el2);
        var stage = el2 ? TableRoot.Stage.EL2_STAGE_1 : root.stage2() ? TableRoot.Stage.STAGE_2 : TableRoot.Stage.NOT_KNOWN;
        return new TableRoot(root.address(), stage, status(flags, threads), (int) cells.applyAsLong(base + ImportMap.ROOT_SPACE) - 1,
                (int) cells.applyAsLong(base + ImportMap.ROOT_LOCK) - 1, threads, shape(el2, threads));
    }

    private static TableRoot.Status status(long flags, long threads) {
        return threads != 0 ? TableRoot.Status.INSTALLED
                : (flags & ImportedRegisters.RELEASED) != 0 ? TableRoot.Status.RELEASED
                : (flags & (ImportedRegisters.STAGE_2 | ImportedRegisters.EL2)) != 0 ? TableRoot.Status.LEFT
                : (flags & ImportedRegisters.NAMED) != 0 ? TableRoot.Status.NAMED : TableRoot.Status.LATER;
    }

    /**
     * Threads whose register holds the root while the stage is on. A trace need not say that it is: a register never written counts as
     * on.
     */
    private long threads(long address, boolean el2) {
        var base = el2 ? SystemRegister.TTBR0_EL2 : SystemRegister.VTTBR_EL2;
        var control = el2 ? SystemRegister.SCTLR_EL2 : SystemRegister.HCR_EL2;
        long mask = 0;
        for (int thread : map.threads()) {
            var value = register(thread, base);
            boolean on = (register(thread, control).orElse(1) & 1) != 0;
            if (value.isPresent() && on && SystemRegister.rootTable(value.getAsLong()) == address) {
                mask |= 1L << thread;
            }
        }
        return mask;
    }

    /** The shape as set by a thread that uses the root, else by any thread, else assumed. */
    private TreeShape shape(boolean el2, long users) {
        var register = el2 ? SystemRegister.TCR_EL2 : SystemRegister.VTCR_EL2;
        var value = OptionalLong.empty();
        for (int thread : map.threads()) {
            var written = register(thread, register);
            if (written.isPresent() && (value.isEmpty() || (users >>> thread & 1) != 0)) {
                value = written;
            }
        }
        return value.isEmpty() ? TreeShape.assumed(el2) : el2 ? TreeShape.ofTcr(value.getAsLong()) : TreeShape.ofVtcr(value.getAsLong());
    }
}
