package org.tablewalk.viewmodel.window;

/**
 * One counter.
 *
 * @param key     its key, as {@code run --json} prints it
 * @param name    its name on screen
 * @param value   its value at the step shown
 * @param change  by how much the step shown changed it
 * @param meaning one sentence
 * @param brief   a shorter name if it is among the few that are always in sight, else empty
 */
public record CounterRow(String key, String name, long value, long change, String meaning, String brief) {}
