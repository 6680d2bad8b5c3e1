package org.tablewalk.machine.arm64.tlb;

/** TLB invalidations of the EL1&amp;0 regime as EL2 issues them (domain section 4.2). A further one is a line here, unless its scope is new too. */
public enum TlbiOp {
    VMALLS12E1IS("vmalls12e1is", true, Scope.VMID),
    VMALLS12E1("vmalls12e1", false, Scope.VMID),
    IPAS2E1IS("ipas2e1is", true, Scope.ADDRESS),
    IPAS2E1("ipas2e1", false, Scope.ADDRESS),
    IPAS2LE1IS("ipas2le1is", true, Scope.ADDRESS),
    VMALLE1IS("vmalle1is", true, Scope.STAGE_1),
    VMALLE1("vmalle1", false, Scope.STAGE_1),
    ALLE1IS("alle1is", true, Scope.EVERYTHING),
    RIPAS2E1IS("ripas2e1is", true, Scope.RANGE),
    RIPAS2LE1IS("ripas2le1is", true, Scope.RANGE);

    /** What an invalidation names. The machine, the checks and the sentences ask for it, never for the operation. */
    public enum Scope {
        /** All entries of every VMID. */
        EVERYTHING,
        /** All entries of the VMID: stage 1, stage 2 and combined. */
        VMID,
        /** Stage-1 and combined entries of the VMID; stage-2 entries stay. */
        STAGE_1,
        /** Stage-2 entries of one IPA. Combined entries stay. */
        ADDRESS,
        /** Stage-2 entries of a range of IPAs. */
        RANGE
    }

    private final String mnemonic;
    private final boolean broadcast;
    private final Scope scope;

    TlbiOp(String mnemonic, boolean broadcast, Scope scope) {
        this.mnemonic = mnemonic;
        this.broadcast = broadcast;
        this.scope = scope;
    }

    /** As written after {@code tlbi} in a listing. */
    public String mnemonic() {
        return mnemonic;
    }

    /** Whether it goes to every CPU of the inner shareable domain; otherwise it stays on the CPU that issues it. */
    public boolean broadcast() {
        return broadcast;
    }

    /** Whether it takes last-level entries only: what is cached of tables stays. */
    public boolean lastLevel() {
        return this == IPAS2LE1IS || this == RIPAS2LE1IS;
    }

    /** What it names. */
    public Scope scope() {
        return scope;
    }
}
