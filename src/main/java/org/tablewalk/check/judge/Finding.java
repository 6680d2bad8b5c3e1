package org.tablewalk.check.judge;

/**
 * Something that a judge found.
 *
 * @param rule    which rule it is about
 * @param step    index of the step that shows it
 * @param actor   the CPU that did it or that it happened to
 * @param entry   address of the descriptor it is about, or 0
 * @param address what was accessed, invalidated, freed or given, or 0
 * @param detail  a further number, by rule: an error, an access kind, a line
 */
public record Finding(Rule rule, long step, int actor, long entry, long address, long detail) {}
