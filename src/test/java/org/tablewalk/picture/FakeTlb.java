package org.tablewalk.picture;

import java.util.List;
import java.util.stream.IntStream;

/** A TLB made for a test, in the order shown. */
public record FakeTlb(int capacity, List<Cell> entries, List<Cell> gone) implements TlbTable {
    /** An entry of which nothing is told. */
    public static Cell cell(int slot, State state, boolean hit, Story story) {
        String address = Hex.grouped(0x4000_0000L + 4096L * slot);
        return new Cell(slot, address, "4K RW", "VMID 1", state, hit, story, "slot " + slot + ": " + address);
    }

    /** So many entries that agree with the tables, the first used last. */
    public static FakeTlb of(int capacity, int size, long position) {
        return new FakeTlb(capacity, IntStream.range(0, size)
                .mapToObj(i -> cell(i, State.AGREES, false, new Story(0, Math.max(0, position - 2 - i), -1, null, -1, 0))).toList(), List.of());
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("slot", 40, false), new Column("IPA", 120, false), new Column("entry", 120, false));
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public int stale() {
        return (int) entries.stream().filter(e -> e.state() == State.STALE).count();
    }

    @Override
    public Line line(int index) {
        Cell cell = entries.get(index);
        return new Line(cell.slot(), List.of(Integer.toString(cell.slot()), cell.address(), cell.rights()), cell.state(), cell.tip());
    }

    @Override
    public Cell cell(int index) {
        return entries.get(index);
    }

    @Override
    public int slot(int index) {
        return entries.get(index).slot();
    }

    @Override
    public boolean stale(int index) {
        return entries.get(index).state() == State.STALE;
    }

    @Override
    public long source(int index) {
        return entries.get(index).story().source();
    }

    @Override
    public long used(int index) {
        return entries.get(index).story().used();
    }
}
