package org.tablewalk.toy;

import org.tablewalk.machine.Layout;
import org.tablewalk.machine.listing.ListingPlan;
import org.tablewalk.machine.listing.Program;

/** Where the toy machine keeps things. Tables have four entries of a word; an address has two bits for each of two levels, and twelve within its page. */
final class ToyMap {
    static final long BASE = 0x1000;
    static final int ENTRIES = 4;
    static final long TABLE_BYTES = 8L * ENTRIES;
    /** Of an entry; its other bits are the address of the next table or of the page. */
    static final long VALID = 1;
    private static final int STACK = 64;

    final int tables;
    final Program program;
    final Layout layout = new Layout();
    /** Per slot of the TLB: page number + 1, or 0 if it is empty; then the words of the entries. */
    final int tags;
    final int held;
    /** The access in flight: its address, the level read next or 0 if there is none, the table it is read from. */
    final int address;
    final int level;
    final int table;
    final int status;
    final ListingPlan plan;
    private final int memory;

    ToyMap(int tables, Program program) {
        this.tables = tables;
        this.program = program;
        memory = layout.add("memory", Layout.Type.WORD, tables * ENTRIES);
        tags = layout.add("tlb.tags", Layout.Type.WORD, ENTRIES);
        held = layout.add("tlb.entries", Layout.Type.WORD, ENTRIES);
        address = layout.add("access.address", Layout.Type.ADDRESS, 1);
        level = layout.add("access.level", Layout.Type.COUNT, 1);
        table = layout.add("access.table", Layout.Type.ADDRESS, 1);
        status = layout.add("status", Layout.Type.COUNT, 1);
        plan = ListingPlan.of(program, layout, 1, STACK);
    }

    /** The cell of a word of table memory, or -1. */
    int cellOf(long at) {
        long index = at - BASE >> 3;
        return (at & 7) == 0 && index >= 0 && index < (long) tables * ENTRIES ? memory + (int) index : -1;
    }

    long tableAt(int number) {
        return BASE + number * TABLE_BYTES;
    }

    static int page(long address) {
        return (int) (address >>> 12) & 15;
    }

    /** The index in the table of a level, 1 or 2. */
    static int index(long address, int level) {
        return page(address) >>> (level == 1 ? 2 : 0) & 3;
    }

    static int slot(long address) {
        return page(address) & ENTRIES - 1;
    }
}
