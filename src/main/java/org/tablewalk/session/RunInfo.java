package org.tablewalk.session;

import org.tablewalk.check.Loop;

/**
 * A run in the list of runs.
 *
 * @param index    its place in the list
 * @param parent   the run it forked from, or -1
 * @param forkedAt position at which it forked, or -1
 * @param length   steps recorded
 * @param loop     a part of it that can go on for ever without a completed access, or null if none is known
 */
public record RunInfo(int index, int parent, long forkedAt, long length, Loop loop) {}
