package org.tablewalk.viewmodel.events;

/**
 * One row of the event list.
 *
 * @param step  the step, 1-based as everywhere on screen, or -1
 * @param cpu   the actor's lane, or -1
 * @param who  what the CPU or thread is called
 * @param kind  key of its mark's shape and colour: {@code break}, {@code make}, {@code tlbi}, {@code fault}, ...
 * @param text  what happened
 * @param now   it belongs to the step shown
 */
public record EventRow(long step, int cpu, String who, String kind, String text, boolean now) {}
