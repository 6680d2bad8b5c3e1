/**
 * What CPUs of the Arm machine wait for in each other: queued locks and RCU. Each knows its own cells and nothing else of the machine.
 *
 * <p>What may not live here: barriers, which wait for hardware, and whatever says which data a lock guards.
 */
package org.tablewalk.machine.arm64.lock;
