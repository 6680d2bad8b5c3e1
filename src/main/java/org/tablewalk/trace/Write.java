package org.tablewalk.trace;

/**
 * A store that changed a memory word.
 *
 * @param position index of the step that made it visible
 * @param cpu      who stored
 * @param before   the word's value before
 * @param after    its value since
 */
public record Write(long position, int cpu, long before, long after) {}
