package org.tablewalk.viewmodel.listing;

/**
 * A CPU as the listing pane shows it, whatever machine it belongs to.
 *
 * @param cpu    its number
 * @param pc     op it executes next, or -1
 * @param place  key of what a routine is called there: the guest's code, or whose on the host
 * @param failed whether it stands at an instruction that it will never make
 * @param note   what it is in the middle of, or waits for; may be empty
 */
public record ListingCpu(int cpu, int pc, String place, boolean failed, String note) {}
