/**
 * Judgement of what a run does to its page tables: broken windows, spurious, redundant and freed-table faults, counters, marks, and who
 * may still use an old translation.
 *
 * <p>What lives here: {@link org.tablewalk.check.Checks}, the one observer of a run, and what it collects. All of it follows from the
 * events of steps and from pure reading of the tables.
 *
 * <p>What may not: anything that changes a machine, sentences for people, pictures.
 */
package org.tablewalk.check;
