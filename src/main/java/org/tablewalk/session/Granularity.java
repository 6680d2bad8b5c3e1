package org.tablewalk.session;

/** How far a step goes: to the next milestone; until a CPU retires an instruction, that is goes on to another line; one micro-step. */
public enum Granularity {
    PHASE, INSTRUCTION, MICRO
}
