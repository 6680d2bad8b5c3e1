package org.tablewalk.machine.arm64;

/** TLB invalidations of the EL1&amp;0 regime as EL2 issues them (domain section 4.2). */
public enum TlbiOp {
    /** All entries of the VMID, stage 1, stage 2 and combined, every CPU. */
    VMALLS12E1IS("vmalls12e1is", true),
    /** The same on this CPU only. */
    VMALLS12E1("vmalls12e1", false),
    /** Stage-2 entries by IPA, every CPU. Combined entries stay. */
    IPAS2E1IS("ipas2e1is", true),
    /** The same on this CPU only. */
    IPAS2E1("ipas2e1", false),
    /** Stage-2 last-level entries by IPA, every CPU: walk-cache entries stay. */
    IPAS2LE1IS("ipas2le1is", true),
    /** Stage-1 and combined entries of the VMID, every CPU. */
    VMALLE1IS("vmalle1is", true),
    /** The same on this CPU only. */
    VMALLE1("vmalle1", false),
    /** Everything of every VMID, every CPU. */
    ALLE1IS("alle1is", true),
    /** Stage-2 entries by a range of IPAs, every CPU. */
    RIPAS2E1IS("ripas2e1is", true);

    private final String mnemonic;
    private final boolean broadcast;

    TlbiOp(String mnemonic, boolean broadcast) {
        this.mnemonic = mnemonic;
        this.broadcast = broadcast;
    }

    /** As written after {@code tlbi} in a listing. */
    public String mnemonic() {
        return mnemonic;
    }

    /** Whether it goes to every CPU of the inner shareable domain. */
    public boolean broadcast() {
        return broadcast;
    }
}
