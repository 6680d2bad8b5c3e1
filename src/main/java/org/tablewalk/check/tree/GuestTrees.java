package org.tablewalk.check.tree;

import java.util.List;

/**
 * The tables that guests keep for themselves, whose words are words of their memory. Their entries translate virtual addresses, and what they lead to are addresses that stage 2 translates in
 * its turn. One tree for each address space.
 */
public interface GuestTrees extends Tables {
    /** Guests' trees are numbered from here on, those of the hypervisor's below. */
    int FIRST = 1 << 23;

    /** Whether a tree of that number is a guest's. */
    static boolean has(int tree) {
        return tree >= FIRST;
    }

    /** All roots. */
    List<Root> roots();

    /** The number of the tree with a root. */
    int tree(long root);

    /** The number of the tree that a CPU walks for a virtual address, by its registers in effect; -1 if it is none of these. */
    int walked(int cpu, long va);

    /** The number of the tree of stage 2 that lies under a guest's: their entries have one VMID. */
    int under(int tree);

    /** As {@link Hardware#misses}, of an entry of a guest's tree. */
    Hardware.Miss misses(int slot, int tree, int level, long va, boolean table, long old);
}
