package org.tablewalk.session;

/**
 * A run in the list of runs.
 *
 * @param index    its place in the list
 * @param parent   the run it forked from, or -1
 * @param forkedAt position at which it forked, or -1
 * @param length   steps recorded
 */
public record RunInfo(int index, int parent, long forkedAt, long length) {}
