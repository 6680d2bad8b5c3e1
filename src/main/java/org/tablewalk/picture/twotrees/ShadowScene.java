package org.tablewalk.picture.twotrees;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a drawing of the two trees shows of one moment.
 *
 * @param source      the tables
 * @param before      shadow entries that the last step wrote: entry and the word it had before
 * @param guestBefore the same of guest memory: guest physical address of the 8-byte word, and what it held
 * @param made        tables of shadow pages that the last step made
 * @param removed     tables of shadow pages that the last step freed
 * @param reads       guest physical addresses of entries that the last step read on a walk of the guest's tables
 * @param next        shadow entries that the next step is about to touch
 * @param walks       addresses on their way
 */
public record ShadowScene(ShadowSource source, Map<Long, Long> before, Map<Long, Long> guestBefore, Set<Long> made, Set<Long> removed, Set<Long> reads,
        Set<Long> next, List<Walk> walks) {
    /**
     * An address on its way through the tables.
     *
     * @param fault whether the hypervisor handles its fault; else the hardware walks for it
     * @param level of the shadow entry that the hardware reads next, 0 if it is through or the hypervisor is at work
     * @param table the shadow table it reads that from
     */
    public record Walk(int cpu, long address, boolean fault, int level, long table) {}

    /** Collections that nobody else can change. */
    public ShadowScene {
        before = Map.copyOf(before);
        guestBefore = Map.copyOf(guestBefore);
        made = Set.copyOf(made);
        removed = Set.copyOf(removed);
        reads = Set.copyOf(reads);
        next = Set.copyOf(next);
        walks = List.copyOf(walks);
    }

    /** Tables alone. */
    public static ShadowScene of(ShadowSource source) {
        return new ShadowScene(source, Map.of(), Map.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of());
    }
}
