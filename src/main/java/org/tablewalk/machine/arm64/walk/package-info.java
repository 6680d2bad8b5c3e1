/**
 * What a walk of either stage makes of registers, addresses and words, as pure functions: where it starts, which entry it reads, whether a word is a table, a leaf or a fault, which flags hardware
 * sets, what a leaf permits. Each rule stands here once; the micro-steps of the machine's accesses and the walks in one go both ask it. Beside the rules, what an access in flight remembers.
 *
 * <p>What may not live here: loops over levels, anything that reads or writes cells, and anything that knows the whole machine.
 */
package org.tablewalk.machine.arm64.walk;
