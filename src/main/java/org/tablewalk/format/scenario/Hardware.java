package org.tablewalk.format.scenario;

/** The part of a scenario that says what machine its listings run on. What it holds, only the {@link Architecture} knows that read it. */
public interface Hardware {}
