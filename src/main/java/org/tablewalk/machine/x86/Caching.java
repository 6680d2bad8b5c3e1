package org.tablewalk.machine.x86;

import java.util.List;
import org.tablewalk.machine.Eviction;

/**
 * What processors remember of walks, and what they do on their own.
 *
 * @param tagged      whether entries belong to a VPID and a PCID, as on hardware (Intel SDM volume 3, "Process-Context Identifiers" and "Caching Translation
 *                    Information" of VMX); else to the root they were found under, which no processor knows
 * @param structures  entries of each level's paging-structure cache (SDM volume 3, "Paging-Structure Caches"), 0..16; 0: every walk begins at the root
 * @param eviction    whether entries go for no reason
 * @param evictions   how many on each CPU, when bounded
 * @param speculative addresses that a CPU in its guest may walk for no reason
 */
public record Caching(boolean tagged, int structures, Eviction eviction, int evictions, List<Long> speculative) {
    /** None of it. */
    public static final Caching PLAIN = new Caching(false, 0, Eviction.NONE, 0, List.of());
}
