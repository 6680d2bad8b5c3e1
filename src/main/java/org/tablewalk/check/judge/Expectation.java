package org.tablewalk.check.judge;

/**
 * What is expected of all runs of a scenario.
 *
 * @param property what it is about
 * @param holds    whether no run breaks it; else some run does
 */
public record Expectation(Property property, boolean holds) {}
