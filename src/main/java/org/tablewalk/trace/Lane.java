package org.tablewalk.trace;

/**
 * What one CPU did during a {@link LaneWindow}.
 *
 * @param cpu      its number
 * @param segments by where they begin, what is around others before them; those of one depth do not overlap. Not to be written to
 */
public record Lane(int cpu, Segment[] segments) {}
