package org.tablewalk.format.scenario;

/** The part of a scenario that says what machine its listings run on; the file's {@code machine.arch} selects which kind. */
public sealed interface Hardware permits ArmHardware, X86Hardware { }
