/**
 * The TLBs of the Arm machine: tags, sets, walk caches, how entries come and go, and what each TLB invalidation names. One {@link org.tablewalk.machine.arm64.tlb.Tlb} is a kind of TLB of all
 * CPUs over its own {@link org.tablewalk.machine.arm64.tlb.TlbRegion}; the machine has one for stage 2 and, if its guests have a stage 1, one for that side.
 *
 * <p>What may not live here: walks, invalidations in flight, and anything that knows the whole machine.
 */
package org.tablewalk.machine.arm64.tlb;
