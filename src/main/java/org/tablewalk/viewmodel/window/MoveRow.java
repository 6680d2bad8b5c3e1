package org.tablewalk.viewmodel.window;

/**
 * A move that can be made now.
 *
 * @param move the choice
 * @param key  the digit that takes it, or empty beyond the ninth
 * @param text what it does
 * @param next the recorded run makes it here; any other starts a new run
 */
public record MoveRow(int move, String key, String text, boolean next) {}
