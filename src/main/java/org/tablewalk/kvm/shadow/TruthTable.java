package org.tablewalk.kvm.shadow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleDesign;

/**
 * What a design says about every kind of page: for each level of guest root, shadow root and page, direct or not (domain section 2.4). The words and the
 * answers come from running the design's listing; what a page truly is follows from the levels alone.
 */
public final class TruthTable {
    /** What a page is. */
    public enum Meaning {
        /** Maps a linear range. */
        DIRECT,
        /** Shadows a table of 4-byte entries, or of 8-byte entries. */
        SHADOWS_4_BYTE, SHADOWS_8_BYTE,
        /** Stands for a guest's PAE page-directory-pointer table, whose four entries are registers. */
        PDPT,
        /** Above the guest's root: shadows nothing. */
        PASSTHROUGH,
        /** There is no such page: nothing to shadow, and not direct. */
        IMPOSSIBLE
    }

    /**
     * One kind of page.
     *
     * @param guestLevel level of the guest's root, 0 without paging
     * @param rootLevel  level of the shadow root
     * @param level      of the page
     * @param reachable  whether the fault path makes such a page, in designs where every level is one
     * @param exists     whether this design has it as a shadow page; else it is a special root page, or nothing
     * @param word       role with access 7, quadrant 0, EFER.NX, and CR0.WP with paging or, where only nesting leads there, guest mode
     */
    public record Row(int guestLevel, int rootLevel, int level, boolean direct, boolean reachable, boolean exists, Meaning meaning, long word,
            boolean isDirect, boolean isPassthrough, boolean hasGptes, boolean wantsGfns) {}

    /** Kinds of pages that have one word and different meanings. */
    public record Collision(long word, List<Row> rows) {}

    private static final int[] GUEST_LEVELS = {0, 2, 3, 4, 5};
    private static final int HIGHEST = 5;

    private final RoleRules rules;
    private final boolean expanded;

    /** The table of a design: pages exist at every level or not, as the design says. */
    public TruthTable(RoleRules rules) {
        this(rules, rules.design().expanded());
    }

    /**
     * The table of a design's rule.
     *
     * @param expanded whether to suppose that every level is a shadow page, even if the design keeps special root pages
     */
    public TruthTable(RoleRules rules, boolean expanded) {
        this.rules = rules;
        this.expanded = expanded;
    }

    public RoleDesign design() {
        return rules.design();
    }

    /** All rows, by guest root, shadow root, level; direct last. */
    public List<Row> rows() {
        return rows(true);
    }

    /** @param nested whether MMUs that only nesting makes have guest mode set */
    private List<Row> rows(boolean nested) {
        List<Row> rows = new ArrayList<>();
        for (int guest : GUEST_LEVELS) {
            for (int root = Math.max(guest, 3); root <= HIGHEST; root++) {
                for (int level = 1; level <= root; level++) {
                    rows.add(row(guest, root, level, false, nested));
                    rows.add(row(guest, root, level, true, nested));
                }
            }
        }
        return rows;
    }

    private Row row(int guest, int root, int level, boolean direct, boolean nested) {
        boolean guestMode = nested && guest > 0 && root > Math.max(guest, 3);
        long word = rules.word(new RoleRules.Mmu(guest, root, true, guest > 0, guestMode, false), level, direct, Pte.ACC_ALL, 0);
        boolean reachable = guest == 0 ? direct : !direct || level < (guest >= 4 ? 3 : 2);
        boolean special = guest <= 3 && level >= 3 && (guest > 0 || root == 3);
        return new Row(guest, root, level, direct, reachable, reachable && (expanded || !special), meaning(guest, level, direct), word, rules.direct(word),
                rules.passthrough(word), rules.hasGuestEntries(word), rules.wantsGfns(word));
    }

    private static Meaning meaning(int guest, int level, boolean direct) {
        if (direct) {
            return Meaning.DIRECT;
        }
        if (guest == 0) {
            return Meaning.IMPOSSIBLE;
        }
        if (level > guest) {
            return Meaning.PASSTHROUGH;
        }
        return guest == 2 ? Meaning.SHADOWS_4_BYTE : guest == 3 && level == 3 ? Meaning.PDPT : Meaning.SHADOWS_8_BYTE;
    }

    /** Words that mean different things, all other bits being equal: pages taken for one another when the hash is asked. */
    public List<Collision> collisions() {
        List<Collision> collisions = new ArrayList<>();
        byWord().forEach((word, rows) -> {
            if (rows.stream().map(Row::meaning).distinct().count() > 1) {
                collisions.add(new Collision(word, rows));
            }
        });
        return collisions;
    }

    private Map<Long, List<Row>> byWord() {
        Map<Long, List<Row>> byWord = new LinkedHashMap<>();
        for (Row row : rows(false)) {
            if (row.exists()) {
                byWord.computeIfAbsent(row.word(), w -> new ArrayList<>()).add(row);
            }
        }
        return byWord;
    }

    /** A guest mode and a level whose tables a design shadows by pages that other modes can use too. */
    public record Shared(int guestLevel, int level) {}

    /** Pages of guest tables that stay in use when the guest changes its mode: groups of modes and levels with one word. */
    public List<List<Shared>> crossModeReuse() {
        List<List<Shared>> groups = new ArrayList<>();
        for (List<Row> rows : byWord().values()) {
            Set<Shared> group = new LinkedHashSet<>();
            for (Row row : rows) {
                if (row.meaning() == Meaning.SHADOWS_4_BYTE || row.meaning() == Meaning.SHADOWS_8_BYTE) {
                    group.add(new Shared(row.guestLevel(), row.level()));
                }
            }
            if (group.size() > 1) {
                groups.add(List.copyOf(group));
            }
        }
        return groups;
    }
}
