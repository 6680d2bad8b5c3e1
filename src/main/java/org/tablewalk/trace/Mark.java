package org.tablewalk.trace;

/**
 * A notable event of a recording.
 *
 * @param position index of the step it belongs to
 * @param kind     what happened
 * @param actor    the CPU it happened on
 * @param address  an address or value whose meaning {@code kind} gives
 */
public record Mark(long position, MarkKind kind, int actor, long address) {}
