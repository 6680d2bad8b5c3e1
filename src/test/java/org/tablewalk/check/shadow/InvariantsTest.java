package org.tablewalk.check.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;

/** One word wrong at a time: that rule is broken which is about it, and nothing is broken where all words are right. */
class InvariantsTest {
    private static Set<Rule> broken(Consumer<HandMade> change) {
        HandMade made = new HandMade();
        change.accept(made);
        Set<Rule> rules = new LinkedHashSet<>();
        Invariants.of(made.state, HandMade.MEANING).forEach(v -> rules.add(v.rule()));
        return rules;
    }

    private static void breaks(Set<Rule> rules, Consumer<HandMade> change) {
        assertEquals(rules, broken(change));
    }

    @Test
    void nothingIsBrokenInARightState() {
        HandMade made = new HandMade();
        assertEquals(List.of(), Invariants.of(made.state, HandMade.MEANING));
    }

    @Test
    void parentsAndEntries() {
        breaks(Set.of(Rule.PARENT_WITHOUT_ENTRY), m -> m.put(HandMade.table(0), 0));
        breaks(Set.of(Rule.ENTRY_WITHOUT_PARENT), m -> m.put(m.map.header(3) + X86Map.SP_PARENT_PTES, 0));
        breaks(Set.of(Rule.ENTRY_WITHOUT_PARENT), m -> m.put(HandMade.table(1) + 8, HandMade.table(2) | Pte.MMU_PRESENT));
        breaks(Set.of(Rule.ENTRY_WITHOUT_PARENT), m -> m.put(HandMade.table(1) + 8, HandMade.table(7) | Pte.MMU_PRESENT));
        breaks(Set.of(Rule.LEVELS), m -> m.put(HandMade.table(2) + 8, HandMade.table(4) | Pte.MMU_PRESENT)
                .put(m.map.header(4) + X86Map.SP_PARENT_PTES, X86Map.DESCRIPTORS | 1).put(X86Map.DESCRIPTORS, 2)
                .put(X86Map.DESCRIPTORS + 16, HandMade.table(3)).put(X86Map.DESCRIPTORS + 24, HandMade.table(2) + 8));
    }

    @Test
    void hash() {
        breaks(Set.of(Rule.NOT_HASHED), m -> m.put(X86Map.HASH + 8L * X86State.bucketOf(0x13), 0));
        breaks(Set.of(Rule.HASHED_WRONGLY), m -> m.put(X86Map.HASH, m.map.header(2)));
    }

    @Test
    void reverseMap() {
        breaks(Set.of(Rule.LEAF_WITHOUT_RMAP), m -> m.put(m.map.rmapHead(HandMade.MAPPED, 1), 0));
        breaks(Set.of(Rule.RMAP_WITHOUT_LEAF), m -> m.put(HandMade.leaf(), 0));
        breaks(Set.of(Rule.RMAP_WITHOUT_LEAF), m -> m.put(m.map.rmapHead(3, 1), HandMade.leaf() + 8));
        breaks(Set.of(Rule.REMOVAL_GFN), m -> m.put(HandMade.gfns(4) + 8 * 3, 0x21));
    }

    @Test
    void aDirectPageReusedForATableRemovesByCounting() {
        breaks(Set.of(Rule.REMOVAL_GFN, Rule.TRACKING, Rule.DIRECT_GFNS), m -> m.add(m.map.header(4) + X86Map.SP_ROLE, 1 << 7).add(m.map.gfnInfo(0x13), 1));
    }

    @Test
    void tracking() {
        breaks(Set.of(Rule.TRACKING), m -> m.add(m.map.gfnInfo(HandMade.ROOT_GFN), 1));
        breaks(Set.of(Rule.TRACKING), m -> m.put(m.map.gfnInfo(0x12), 0));
        breaks(Set.of(Rule.PORTAL_TRACKED), m -> m.put(m.map.header(0) + X86Map.SP_ACCOUNTED, 1));
    }

    @Test
    void countsAndLists() {
        breaks(Set.of(Rule.USED_PAGES), m -> m.add(X86Map.VM + X86Map.VM_USED_PAGES, 1));
        breaks(Set.of(Rule.ACTIVE_LIST), m -> m.put(m.map.header(2) + X86Map.SP_PREV, 0));
        breaks(Set.of(Rule.ACTIVE_LIST), m -> m.put(X86Map.VM + X86Map.VM_ACTIVE_HEAD, m.map.header(3)));
        breaks(Set.of(Rule.ROOT_COUNT), m -> m.add(m.map.header(1) + X86Map.SP_ROOT_COUNT, 1));
    }

    @Test
    void unsync() {
        breaks(Set.of(Rule.UNSYNC_BIT), m -> m.put(m.map.header(4) + X86Map.SP_UNSYNC, 1));
        breaks(Set.of(Rule.UNSYNC_COUNT, Rule.UNSYNC_BIT), m -> m.put(m.map.header(3) + X86Map.SP_UNSYNC_CHILDREN, 1));
        breaks(Set.of(Rule.UNSYNC_COUNT, Rule.UNSYNC_BIT), m -> m.put(m.map.header(2) + X86Map.SP_UNSYNC, 1));
    }
}
