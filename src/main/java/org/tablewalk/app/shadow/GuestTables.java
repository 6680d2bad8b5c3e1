package org.tablewalk.app.shadow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.app.command.Json;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;

/** The guest's own tables as far as its CPUs' roots lead to them, for answers. A table that is met again, as in a loop, is told once per level. */
final class GuestTables {
    /** Most tables that are told. */
    private static final int MOST = 4096;
    private static final int PAE_ENTRIES = 4;

    private final X86State state;
    private final List<Table> tables = new ArrayList<>();
    private final Set<Place> seen = new HashSet<>();

    private record Place(long gpa, int level, int rules) {}

    /**
     * A table.
     *
     * @param address guest physical
     * @param bytes   of an entry, 4 or 8
     * @param entries that are not zero
     */
    record Table(String gfn, String address, int level, int bytes, List<Entry> entries) {}

    /**
     * One entry, or a run of neighbours that map neighbouring frames with equal bits.
     *
     * @param kind   table, leaf, reserved or absent
     * @param to     the first frame it names, null if it is absent
     * @param access execute 1, write 2, user 4
     */
    record Entry(int index, int count, String gpte, String kind, String to, int access) {}

    private GuestTables(X86State state) {
        this.state = state;
    }

    /** The tables, root first, level by level; none where nobody walks them. */
    static List<Table> of(X86State state) {
        var virtualization = state.map().config().virtualization();
        if (virtualization == Virtualization.DIRECT || virtualization == Virtualization.TDP_MMU) {
            return List.of();
        }
        var guest = new GuestTables(state);
        Deque<Place> left = new ArrayDeque<>();
        for (int i = 0; i < state.map().config().cpus(); i++) {
            var cpu = state.cpu(i);
            int levels = cpu.mode().levels();
            int rules = state.map().config().ept() ? levels == 5 ? WalkRules.EPT5 : WalkRules.EPT4 : WalkRules.of(cpu.cr0(), cpu.cr4(), cpu.efer());
            if (levels > 0) {
                long root = cpu.cr3() & (levels == 3 ? -32L : -4096L);
                guest.add(new Place(root, levels, rules), left);
            }
        }
        while (!left.isEmpty()) {
            guest.read(left.remove(), left);
        }
        return guest.tables;
    }

    private void add(Place place, Deque<Place> left) {
        if (seen.size() < MOST && state.map().guestCell(place.gpa() & -8) >= 0 && seen.add(place)) {
            left.add(place);
        }
    }

    private void read(Place place, Deque<Place> left) {
        int bytes = WalkRules.entryBytes(place.rules());
        int count = place.level() == 3 && WalkRules.mode(place.rules()) == 3 ? PAE_ENTRIES : 4096 / bytes;
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < count;) {
            long gpte = state.guestEntry(place.gpa() + (long) i * bytes, bytes);
            int run = 1;
            boolean leaf = GuestPte.present(gpte, place.rules()) && GuestPte.leaf(gpte, place.level(), place.rules());
            long step = 1L << WalkRules.shift(place.level(), place.rules());
            while (leaf && i + run < count && state.guestEntry(place.gpa() + (long) (i + run) * bytes, bytes) == gpte + run * step) {
                run++;
            }
            if (gpte != 0) {
                entries.add(entry(gpte, i, run, place, left));
            }
            i += run;
        }
        tables.add(new Table(ShadowPageFacts.hex(place.gpa() >>> 12), Json.hex(place.gpa()), place.level(), bytes, entries));
    }

    private Entry entry(long gpte, int index, int count, Place place, Deque<Place> left) {
        int rules = place.rules();
        boolean present = GuestPte.present(gpte, rules);
        boolean reserved = present && GuestPte.reserved(gpte, place.level(), rules);
        boolean leaf = present && GuestPte.leaf(gpte, place.level(), rules);
        long frame = GuestPte.frame(gpte, place.level(), rules);
        if (present && !reserved && !leaf) {
            add(new Place(frame << 12, place.level() - 1, rules), left);
        }
        return new Entry(index, count, Json.hex(gpte), !present ? "absent" : reserved ? "reserved" : leaf ? "leaf" : "table",
                present ? ShadowPageFacts.hex(frame) : null, present ? GuestPte.access(gpte, place.level(), rules) : 0);
    }
}
