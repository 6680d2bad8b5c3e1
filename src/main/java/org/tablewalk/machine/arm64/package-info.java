/**
 * The Arm machine, stage 2: CPUs with TLBs and walk caches, table walks, TLB invalidations in flight, barriers, system registers,
 * locks and the page pool, all as cells stepped by {@link org.tablewalk.machine.arm64.ArmMachine}; and
 * {@link org.tablewalk.machine.arm64.ArmState}, the read-only view of its cells for pictures, checks and the command line.
 *
 * <p>What may not live here: hypervisor code (that is listing text in {@code kvm.stage2}) and anything that judges or draws a run.
 */
package org.tablewalk.machine.arm64;
