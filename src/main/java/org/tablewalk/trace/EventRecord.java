package org.tablewalk.trace;

/** One event of a step; see {@code org.tablewalk.machine.Event} for the operands. */
public record EventRecord(int kind, int actor, long a, long b, long c) {}
