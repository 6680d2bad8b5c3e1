package org.tablewalk.format.scenario;

import org.tablewalk.machine.Machine;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;

/** A checked machine of any kind, ready to be made as often as wanted; all that are made begin in the same state. */
public interface Blueprint {
    /** A new machine before its first step. */
    Machine build();

    /** The code it runs. */
    Program program();

    /** What its listings can call, for disassembly. */
    Intrinsics intrinsics();
}
