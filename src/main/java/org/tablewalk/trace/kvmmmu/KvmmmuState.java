package org.tablewalk.trace.kvmmmu;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.tablewalk.machine.Image;
import org.tablewalk.trace.RecordState;

/** A read-only view of an image of a trace's machine. For pictures and the command line. */
public final class KvmmmuState extends RecordState<KvmmmuMap> {
    private final KvmmmuMap map;

    /** The state in an image; the map is that of the trace whose machine the image is of. */
    public KvmmmuState(KvmmmuMap map, Image image) {
        super(map, image);
        this.map = map;
    }

    /** The state in cells from anywhere, e.g. a machine's live ones. */
    public KvmmmuState(KvmmmuMap map, IntToLongFunction cells) {
        super(map, cells);
        this.map = map;
    }

    /**
     * A shadow page as records tell it.
     *
     * @param node      its number among nodes
     * @param made      whether a record saw it made; else it was there before it was first told
     * @param rootCount as its last record says
     * @param obsolete  whether the generation that was told last is another
     */
    public record Page(int node, PageKey key, boolean made, long rootCount, boolean unsync, boolean invalid, boolean obsolete) {}

    /**
     * A table whose page is not known.
     *
     * @param node    its number among nodes
     * @param level   1..5
     * @param address its physical address, or -1
     * @param tdp     which table of the TDP MMU it is, or null
     */
    public record Table(int node, int level, long address, KvmmmuMap.TdpTable tdp) {}

    /** A link that was inferred: from an entry of a page to a page. */
    public record Link(int parent, int index, int child) {}

    /** The generation that was told last, or -1. */
    public long generation() {
        return cells.applyAsLong(map.generation) - 1;
    }

    /** The pages there are, as far as records tell. */
    public List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < map.pages().size(); i++) {
            Page page = page(i);
            if (page != null) {
                pages.add(page);
            }
        }
        return pages;
    }

    /** A page by number, or null if it is not there. */
    public Page page(int number) {
        long flags = cells.applyAsLong(map.page(number) + KvmmmuMap.PAGE_FLAGS);
        if ((flags & ShadowPages.LIVE) == 0) {
            return null;
        }
        PageKey key = map.pages().get(number);
        return new Page(number, key, (flags & ShadowPages.MADE) != 0, cells.applyAsLong(map.page(number) + KvmmmuMap.ROOT_COUNT),
                (flags & ShadowPages.UNSYNC) != 0, (flags & ShadowPages.INVALID) != 0,
                key.generation() >= 0 && generation() >= 0 && key.generation() != generation());
    }

    /** Tables that hold known entries and whose page does not follow. */
    public List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < map.tables(); i++) {
            int base = map.table(i);
            int node = map.pages().size() + i;
            if (cells.applyAsLong(base + KvmmmuMap.PAGE) == 0 && cells.applyAsLong(base + KvmmmuMap.DEAD) == 0 && anyKnown(i)) {
                tables.add(new Table(node, level(node), map.addressOf(i), map.tdp(i)));
            }
        }
        return tables;
    }

    private boolean anyKnown(int table) {
        long any = 0;
        for (int i = 0; i < KvmmmuMap.ENTRIES; i += Long.SIZE) {
            any |= cells.applyAsLong(map.known(table, i));
        }
        return any != 0;
    }

    /** The table of a node: itself, or that of the page; -1 if none is known. */
    public int table(int node) {
        return node >= map.pages().size() ? node - map.pages().size() : (int) cells.applyAsLong(map.page(node) + KvmmmuMap.TABLE) - 1;
    }

    /** Level of a node: its page's, or the one that was told last of the table. */
    public int level(int node) {
        int table = node - map.pages().size();
        return table < 0 ? map.pages().get(node).level() : map.tdp(table) != null ? map.tdp(table).level()
                : (int) cells.applyAsLong(map.table(table) + KvmmmuMap.LEVEL);
    }

    /** Whether a table is the TDP MMU's. */
    public boolean tdp(int node) {
        int table = table(node);
        return table >= 0 && map.tdp(table) != null;
    }

    /** An entry of a node's table, if a record told it. */
    public OptionalLong entry(int node, int index) {
        int table = table(node);
        boolean known = table >= 0 && (cells.applyAsLong(map.known(table, index)) >>> index & 1) != 0;
        return known ? OptionalLong.of(cells.applyAsLong(map.entry(table, index))) : OptionalLong.empty();
    }

    /** Links to a page that still hold. */
    public List<Link> parents(int page) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < KvmmmuMap.MOST_PARENTS; i++) {
            long link = cells.applyAsLong(map.page(page) + KvmmmuMap.PARENTS + i);
            if (link == 0) {
                break;
            }
            int parent = (int) (link >>> 9 & 0x7f_ffff) - 1;
            boolean holds = page(parent) != null && (cells.applyAsLong(map.page(parent) + KvmmmuMap.LIFE) & 0x7fff_ffffL) == link >>> 32;
            if (holds) {
                links.add(new Link(parent, (int) link & KvmmmuMap.ENTRIES - 1, page));
            }
        }
        return links;
    }

    /** A guest entry by its guest physical address, if a walk read it. */
    public OptionalLong guest(long gpa) {
        int cell = map.guestWord(gpa);
        return cell >= 0 && cells.applyAsLong(map.guestKnown(cell)) != 0 ? OptionalLong.of(cells.applyAsLong(cell)) : OptionalLong.empty();
    }

    /** gfn of the guest's root table as a task's pages tell it, or -1. */
    public long guestRoot(int lane) {
        return cells.applyAsLong(map.lane(lane) + KvmmmuMap.ROOT) - 1;
    }

    /** Level of that table, or 0. */
    public int guestLevel(int lane) {
        return (int) cells.applyAsLong(map.lane(lane) + KvmmmuMap.ROOT_LEVEL);
    }

    /** The address that a task handles a fault of, if it does. */
    public OptionalLong fault(int lane) {
        return Faults.underWay(cells.applyAsLong(map.lane(lane) + KvmmmuMap.FLAGS))
                ? OptionalLong.of(cells.applyAsLong(map.lane(lane) + KvmmmuMap.ADDRESS)) : OptionalLong.empty();
    }
}
