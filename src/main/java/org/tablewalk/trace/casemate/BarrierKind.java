package org.tablewalk.trace.casemate;

/** Barriers that a trace can record. Checkers of such traces know no DSB SY; the format's documents do. */
public enum BarrierKind {
    ISB("isb", 0),
    DSB_ISHST("ishst", 1),
    DSB_ISH("ish", 2),
    DSB_NSH("nsh", 3),
    DSB_SY("sy", 4);

    private final String word;
    private final int code;

    BarrierKind(String word, int code) {
        this.word = word;
        this.code = code;
    }

    /** The kind as the trace spells it: {@code ish}, {@code nsh}, {@code ishst}, {@code sy}, or {@code isb}. */
    public String word() {
        return word;
    }

    /** Operand of the event, with the numbers that the machine uses for listings; 0 for an ISB. */
    public int code() {
        return code;
    }

    /** Whether such a DSB waits for the TLBIs that its thread sent to all CPUs. */
    public boolean completesBroadcasts() {
        return this == DSB_ISH || this == DSB_SY;
    }

    /** Whether such a DSB waits for the TLBIs of its thread's own CPU. */
    public boolean completesLocal() {
        return completesBroadcasts() || this == DSB_NSH;
    }
}
