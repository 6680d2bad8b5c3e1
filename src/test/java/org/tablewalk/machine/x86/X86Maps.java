package org.tablewalk.machine.x86;

import org.tablewalk.machine.listing.Program;

/** Maps without a machine, for tests that set cells by hand. */
public final class X86Maps {
    private X86Maps() { }

    public static X86Map of(X86Config config, Program program) {
        return new X86Map(config, program);
    }
}
