package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a tree's drawing shows of one moment.
 *
 * @param title   what the tree is, e.g. {@code Stage 2  IPA 40 bits  4K  VMID 1}; may be empty
 * @param tables  the tables
 * @param cpus    number of CPUs
 * @param before  descriptors that the last step wrote: address and the word it had before
 * @param next    addresses that the next step is about to touch
 * @param copies  translations held outside the tables: TLB entries, and what an access in flight has read
 * @param walks   walks between two reads, and of code
 * @param broken  descriptors in an open broken window
 * @param users   for some of these, who may still use the old value as the checks see it, one bit per CPU
 * @param crossed descriptors that ways from other trees lead to
 */
public record TreeScene(String title, TableSource tables, int cpus, Map<Long, Long> before, Set<Long> next, List<Copy> copies,
        List<Walk> walks, Set<Long> broken, Map<Long, Long> users, Set<Long> crossed) {
    /** Collections that nobody else can change. */
    public TreeScene {
        before = Map.copyOf(before);
        next = Set.copyOf(next);
        copies = List.copyOf(copies);
        walks = List.copyOf(walks);
        broken = Set.copyOf(broken);
        users = Map.copyOf(users);
        crossed = Set.copyOf(crossed);
    }

    /** A tree that no way from another leads to. */
    public TreeScene(String title, TableSource tables, int cpus, Map<Long, Long> before, Set<Long> next, List<Copy> copies, List<Walk> walks, Set<Long> broken,
            Map<Long, Long> users) {
        this(title, tables, cpus, before, next, copies, walks, broken, users, Set.of());
    }

    /** Tables alone. */
    public static TreeScene of(TableSource tables) {
        return new TreeScene("", tables, 0, Map.of(), Set.of(), List.of(), List.of(), Set.of(), Map.of());
    }

    /**
     * A descriptor as a CPU remembers it.
     *
     * @param cpu        who
     * @param slot       its place in the TLB, or -1 for an access in flight
     * @param ipa        first address it maps
     * @param level      level of the descriptor
     * @param descriptor the word
     */
    public record Copy(int cpu, int slot, long ipa, int level, long descriptor) {}

    /**
     * A walk about to read.
     *
     * @param cpu         who
     * @param ipa         the address it translates
     * @param level       level of the descriptor it reads next
     * @param table       address of the table it reads that descriptor from
     * @param by          who walks
     */
    public record Walk(int cpu, long ipa, int level, long table, By by) {
        /** Who walks: an access, the hardware without being asked, or code, which stands at an entry. */
        public enum By { ACCESS, SPECULATION, CODE }
    }

    /** The same with further walks. */
    public TreeScene with(List<Walk> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Walk> all = new ArrayList<>(walks);
        all.addAll(more);
        return new TreeScene(title, tables, cpus, before, next, copies, all, broken, users, crossed);
    }

    /** The same with descriptors that ways from other trees lead to. */
    public TreeScene crossed(Set<Long> descriptors) {
        return new TreeScene(title, tables, cpus, before, next, copies, walks, broken, users, descriptors);
    }
}
