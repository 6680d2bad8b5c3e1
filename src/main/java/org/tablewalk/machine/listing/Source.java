package org.tablewalk.machine.listing;

/**
 * One listing text. Several make one program.
 *
 * @param name how errors and lines name it, e.g. {@code walker.tw}
 * @param text the listing, at most {@link Assembler#LONGEST} characters
 */
public record Source(String name, String text) {}
