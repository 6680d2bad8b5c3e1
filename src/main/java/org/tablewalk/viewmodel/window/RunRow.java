package org.tablewalk.viewmodel.window;

/**
 * A run of the session.
 *
 * @param index  its number in the session
 * @param name   what it is called
 * @param detail where it forks, its seed, its hash
 * @param shown  it is the one shown
 */
public record RunRow(int index, String name, String detail, boolean shown) {}
