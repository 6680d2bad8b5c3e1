/**
 * Judgement of what a run does to one tree of descriptors: broken windows, spurious, redundant and freed-table faults, counters, marks.
 *
 * <p>What lives here: {@link org.tablewalk.check.tree.Checks}, the one observer of such a run, and what it collects. All of it follows from the
 * events of steps and from pure reading of the tables, which those who judge a kind of run hand in.
 *
 * <p>What may not: anything that changes a machine, sentences for people, pictures, and how any one kind of subject keeps its tables.
 */
package org.tablewalk.check.tree;
