package org.tablewalk.format.dump;

/**
 * A line that was not understood.
 *
 * @param line     from 1
 * @param column   from 1
 * @param expected what was expected there
 * @param text     the line, what is no printable ASCII as {@code ?}
 */
public record Skipped(int line, int column, String expected, String text) {}
