package org.tablewalk.trace;

/**
 * What one CPU did during a {@link LaneWindow}.
 *
 * @param cpu      its number
 * @param segments in order, without overlap; not to be written to
 */
public record Lane(int cpu, Segment[] segments) {}
