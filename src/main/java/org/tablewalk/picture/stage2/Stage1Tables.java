package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.picture.tree.TableSource;

/**
 * A guest's own tables: those of one address space, found as its hardware finds them, through stage 2; where stage 2 gives nothing, in the memory that the host backs the guest with. Their
 * addresses are physical ones, as those of all words that a step touches; they are written as the guest has them.
 */
final class Stage1Tables implements TableSource {
    /** Tables of a space that are looked for; a guest whose tables lead around has no end of them. */
    private static final int MOST = 512;

    private final ArmState state;
    private final ArmMap map;
    private final int vm;
    private final int space;
    private final Stage1Format format;
    private final List<Long> pages = new ArrayList<>();
    private final List<Long> ipas = new ArrayList<>();
    private final long pageMask;

    Stage1Tables(ArmState state, int vm, int space) {
        this.state = state;
        map = state.map();
        this.vm = vm;
        this.space = space;
        GuestTables guest = state.regime().vm(vm).guest();
        format = new Stage1Format(guest.geometry(), this::found);
        pageMask = guest.geometry().granule().bytes() - 1L;
        add(guest.root(space));
        int level = format.startLevel();
        for (int done = 0; level < format.lastLevel() && done < pages.size(); level++) {
            int end = pages.size();
            for (; done < end; done++) {
                below(pages.get(done), level, done == 0 ? guest.geometry().rootEntries() : format.entriesPerTable());
            }
        }
    }

    private void below(long table, int level, int entries) {
        for (int i = 0; i < entries && pages.size() < MOST; i++) {
            long word = word(table + 8L * i);
            if (Descriptor.table(word, level)) {
                add(Descriptor.nextTable(word, format.geometry().granule(), false));
            }
        }
    }

    private void add(long ipa) {
        long pa = found(ipa);
        if (pa >= 0 && !pages.contains(pa) || pages.isEmpty()) {
            pages.add(pa);
            ipas.add(ipa);
        }
    }

    /** Where memory of the guest's is. */
    private long found(long ipa) {
        ArmState.Translation now = state.regime().translate(vm, ipa);
        if (now.valid()) {
            return now.pa();
        }
        for (ArmConfig.Slot slot : state.regime().vm(vm).slots()) {
            if (ipa >= slot.ipa() && ipa - slot.ipa() < slot.size()) {
                return slot.pa() + ipa - slot.ipa();
            }
        }
        return -1;
    }

    int vm() {
        return vm;
    }

    int space() {
        return space;
    }

    /** The IPA of a word or a table of these. */
    long ipa(long pa) {
        int page = pageOf(pa);
        return page < 0 ? pa : ipas.get(page) + (pa & pageMask);
    }

    /** Where a table or a word at an IPA is, if it is one of these; else -1. */
    long at(long ipa) {
        int page = ipas.indexOf(ipa & ~pageMask);
        return page < 0 ? -1 : pages.get(page) + (ipa & pageMask);
    }

    /** The tables that are there. */
    List<Long> tables() {
        return pages;
    }

    @Override
    public Stage1Format format() {
        return format;
    }

    @Override
    public long root() {
        return pages.getFirst();
    }

    @Override
    public int rootEntries() {
        return format.geometry().rootEntries();
    }

    @Override
    public int rootPages() {
        return 1;
    }

    @Override
    public long word(long pa) {
        return map.cellOf(pa) < 0 ? 0 : state.word(pa);
    }

    @Override
    public boolean sameChunk(TableSource earlier, long pa) {
        // What a word of stage 1 leads to depends on stage 2 as well.
        return false;
    }

    @Override
    public int pages() {
        return pages.size();
    }

    @Override
    public long pageAddress(int page) {
        return pages.get(page);
    }

    @Override
    public int pageOf(long pa) {
        return pages.indexOf(pa & ~pageMask);
    }

    @Override
    public Use use(int page) {
        return Use.TABLE;
    }

    @Override
    public boolean loose(int page) {
        return false;
    }

    @Override
    public long seen(long address) {
        return ipa(address);
    }
}
