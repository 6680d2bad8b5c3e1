package org.tablewalk.format.casemate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.casemate.RecordKind.Field;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.SystemRegister;

/**
 * What the records of a trace need room for, found out while they are read: pages, locks, root tables, threads. The first record
 * that asks for more than the limits allow is refused.
 */
final class Survey {
    private final CasemateLimits limits;
    private final TraceText text;
    private final RecordParser parser;
    private final Set<Long> pages = new TreeSet<>(Long::compareUnsigned);
    private final Map<Long, Integer> locks = new HashMap<>();
    private final Map<Long, Boolean[]> roots = new LinkedHashMap<>();
    private long threads;
    private long budget;
    private long lastPage = -1;

    Survey(CasemateLimits limits, TraceText text, RecordParser parser) {
        this.limits = limits;
        this.text = text;
        this.parser = parser;
        budget = limits.rangeBudget();
    }

    /** Takes note of the record that the parser read last. */
    void add(CasemateRecord made) throws FormatException {
        threads |= 1L << made.origin().thread();
        switch (made) {
            case CasemateRecord.MemWrite r -> page(r.address(), Field.ADDRESS);
            case CasemateRecord.MemRead r -> page(r.address(), Field.ADDRESS);
            case CasemateRecord.MemInit r -> range(r.address(), r.size(), false);
            case CasemateRecord.MemFree r -> range(r.address(), r.size(), false);
            case CasemateRecord.MemSet r -> range(r.address(), r.size(), true);
            case CasemateRecord.Barrier r -> {}
            case CasemateRecord.Tlbi r -> {}
            case CasemateRecord.SysregWrite r -> register(r);
            case CasemateRecord.Hint r -> hint(r);
            case CasemateRecord.Lock r -> lock(r.address(), Field.ADDRESS);
            case CasemateRecord.TryLock r -> lock(r.address(), Field.ADDRESS);
            case CasemateRecord.Unlock r -> lock(r.address(), Field.ADDRESS);
        }
    }

    /** The room for the records so far. */
    ImportMap map() {
        var tables = new ArrayList<ImportMap.Root>();
        roots.forEach((address, stages) -> tables.add(new ImportMap.Root(address, stages[0], stages[1])));
        var lockAddresses = new long[locks.size()];
        locks.forEach((address, index) -> lockAddresses[index] = address);
        var numbers = new ArrayList<Integer>();
        for (long rest = threads; rest != 0; rest &= rest - 1) {
            numbers.add(Long.numberOfTrailingZeros(rest));
        }
        return new ImportMap(List.copyOf(numbers),
                pages.stream().mapToLong(Long::longValue).toArray(), lockAddresses, tables);
    }

    private void register(CasemateRecord.SysregWrite r) throws FormatException {
        if (r.register().holdsRoot() && SystemRegister.rootTable(r.value()) != 0) {
            var stages = root(SystemRegister.rootTable(r.value()), Field.VALUE);
            stages[r.register() == SystemRegister.VTTBR_EL2 ? 0 : 1] = true;
        }
    }

    private void hint(CasemateRecord.Hint r) throws FormatException {
        switch (r.kind()) {
            case SET_ROOT_LOCK -> {
                root(r.location() & -ImportMap.PAGE_BYTES, Field.LOCATION);
                lock(r.value(), Field.VALUE);
            }
            case SET_OWNER_ROOT -> {
                page(r.location(), Field.LOCATION);
                root(r.value() & -ImportMap.PAGE_BYTES, Field.VALUE);
            }
            case RELEASE_TABLE -> root(r.location() & -ImportMap.PAGE_BYTES, Field.LOCATION);
            case SET_PTE_THREAD_OWNER -> page(r.location(), Field.LOCATION);
        }
    }

    private Boolean[] root(long address, Field field) throws FormatException {
        page(address, field);
        var stages = roots.computeIfAbsent(address, a -> new Boolean[] {false, false});
        if (roots.size() > limits.roots()) {
            throw tooMuch(field, limits.roots() + " different root tables");
        }
        return stages;
    }

    private void lock(long address, Field field) throws FormatException {
        locks.putIfAbsent(address, locks.size());
        if (locks.size() > limits.locks()) {
            throw tooMuch(field, limits.locks() + " different locks");
        }
    }

    private void page(long address, Field field) throws FormatException {
        long page = address >>> ImportMap.PAGE_BITS;
        if (page != lastPage) {
            pages.add(page);
            lastPage = page;
            if (pages.size() > limits.pages()) {
                throw tooMuch(field, limits.pages() + " pages of 4 KiB in all records together");
            }
        }
    }

    private void range(long address, long size, boolean filled) throws FormatException {
        long first = address >>> ImportMap.PAGE_BITS;
        long last = address + (size - 1) >>> ImportMap.PAGE_BITS;
        if (last - first >= limits.pages()) {
            throw tooMuch(Field.SIZE, limits.pages() + " pages of 4 KiB in all records together");
        }
        budget -= Math.max(0, size - ImportMap.PAGE_BYTES);
        if (budget < 0) {
            throw tooMuch(Field.SIZE, limits.rangeBudget() + " bytes in all mem-init, mem-free and mem-set records larger than a page");
        }
        int before = pages.size();
        for (long page = first; page <= last; page++) {
            page(page << ImportMap.PAGE_BITS, Field.ADDRESS);
        }
        boolean allNew = pages.size() - before == last - first + 1;
        if (size > limits.rangeBytes() && (filled || !allNew)) {
            throw tooMuch(Field.SIZE, limits.rangeBytes() + " bytes in a record that changes memory which was recorded before");
        }
    }

    private FormatException tooMuch(Field field, String limit) {
        return text.error(parser.placeOf(field), "at most " + limit);
    }
}
