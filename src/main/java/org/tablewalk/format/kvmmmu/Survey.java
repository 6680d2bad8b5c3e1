package org.tablewalk.format.kvmmmu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.format.FormatException;
import org.tablewalk.trace.kvmmmu.Faults;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.KvmmmuMap.TdpTable;
import org.tablewalk.trace.kvmmmu.PageKey;

/** What the records of a trace need room for: pages, tables, guest entries. The first record that asks for more than the limits allow is refused. */
final class Survey {
    private static final int MOST_GUEST_WORDS = 1 << 20;

    private final String file;
    private final KvmmmuLimits limits;
    private final int lanes;
    private final Faults faults;
    private final Map<PageKey, Integer> pages = new LinkedHashMap<>();
    private final Set<Long> addresses = new TreeSet<>();
    private final Set<TdpTable> tdp = new LinkedHashSet<>();
    private final Set<Long> guestWords = new TreeSet<>();
    private boolean ept;

    private Survey(String file, KvmmmuLimits limits, int lanes) {
        this.file = file;
        this.limits = limits;
        this.lanes = lanes;
        var tasks = new KvmmmuMap(lanes, List.of(), new long[0], List.of(), new long[0], false);
        faults = new Faults(tasks, tasks.cells());
    }

    /** The room for all records. */
    static KvmmmuMap of(String file, Records records, int lanes, KvmmmuLimits limits) throws FormatException {
        var survey = new Survey(file, limits, lanes);
        for (int i = 0; i < records.count(); i++) {
            KvmmmuEvent event = records.event(i);
            if (event != null) {
                survey.add(event, records.order().lane(i));
                survey.check(records.line(i));
            }
        }
        return survey.map();
    }

    private KvmmmuMap map() {
        return new KvmmmuMap(lanes, new ArrayList<>(pages.keySet()), addresses.stream().mapToLong(Long::longValue).toArray(),
                new ArrayList<>(tdp), guestWords.stream().mapToLong(Long::longValue).toArray(), ept);
    }

    private void add(KvmmmuEvent event, int lane) {
        switch (event.kind()) {
            case GET_PAGE, SYNC_PAGE, UNSYNC_PAGE, ZAP_PAGE -> {
                PageKey key = key(event);
                if (key != null) {
                    pages.putIfAbsent(key, pages.size());
                    if (event.kind() == EventKind.GET_PAGE && !key.direct()) {
                        if (faults.confirmsRoot(lane, key.gfn(), key.level())) {
                            word(faults.gpa(lane, key.level() + 1));
                        }
                        faults.got(lane, key.gfn(), key.level(), key.canBeRoot());
                    }
                }
            }
            case SET_SPTE -> {
                addresses.add(event.get(Field.SPTEP) >>> 12);
                // KVM has no user bit to tell only where it makes entries for EPT.
                ept |= (event.get(Field.PERMISSIONS) & 16) != 0;
                faults.done(lane);
            }
            case TDP_SPTE_CHANGED -> tdp.add(TdpTable.of((int) event.get(Field.ADDRESS_SPACE), (int) event.get(Field.LEVEL), event.get(Field.GFN)));
            case PAGETABLE_WALK -> faults.walk(lane, event.get(Field.ADDR));
            case SPTE_REQUESTED -> faults.request(lane, event.get(Field.GFN));
            case PAGING_ELEMENT -> word(faults.element(lane, event.get(Field.PTE), (int) event.get(Field.LEVEL)));
            default -> {}
        }
    }

    private void word(long gpa) {
        if (gpa >= 0) {
            guestWords.add(gpa);
        }
    }

    private void check(int line) throws FormatException {
        check(line, pages.size(), limits.pages(), "shadow pages");
        check(line, addresses.size() + tdp.size(), limits.tables(), "tables of entries");
        check(line, guestWords.size(), MOST_GUEST_WORDS, "guest entries");
    }

    private void check(int line, int count, int most, String what) throws FormatException {
        if (count > most) {
            throw new FormatException(file, line, 1, "expected at most " + most + " different " + what + ", found more");
        }
    }

    /** The page that an event is about, or null if its text does not say. */
    static PageKey key(KvmmmuEvent event) {
        long gfn = event.get(Field.GFN);
        if (gfn == Field.UNKNOWN) {
            return null;
        }
        long role = event.get(Field.ROLE);
        // A direct page's gfn is aligned to what it maps. Where it is not, the range is what counts.
        boolean direct = RoleDesign.MAINLINE.get(role, RoleField.DIRECT) != 0;
        return PageKey.of(direct ? KvmmmuMap.base(gfn, RoleDesign.MAINLINE.get(role, RoleField.LEVEL)) : gfn, role, event.get(Field.ROLE_KNOWN),
                event.get(Field.GENERATION));
    }
}
