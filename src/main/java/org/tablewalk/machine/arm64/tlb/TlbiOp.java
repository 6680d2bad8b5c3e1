package org.tablewalk.machine.arm64.tlb;

/**
 * TLB invalidations of the EL1&amp;0 regime, as EL2 and EL1 issue them (domain section 4.2; Arm ARM DDI 0487, D8.17.5). A further one is a line here, at the end, unless its scope is new too.
 */
public enum TlbiOp {
    VMALLS12E1IS("vmalls12e1is", Scope.VMID),
    VMALLS12E1("vmalls12e1", Scope.VMID),
    IPAS2E1IS("ipas2e1is", Scope.ADDRESS),
    IPAS2E1("ipas2e1", Scope.ADDRESS),
    IPAS2LE1IS("ipas2le1is", Scope.ADDRESS),
    VMALLE1IS("vmalle1is", Scope.STAGE_1),
    VMALLE1("vmalle1", Scope.STAGE_1),
    ALLE1IS("alle1is", Scope.EVERYTHING),
    RIPAS2E1IS("ripas2e1is", Scope.RANGE),
    RIPAS2LE1IS("ripas2le1is", Scope.RANGE),
    VAE1IS("vae1is", Scope.VA),
    VAE1("vae1", Scope.VA),
    VALE1IS("vale1is", Scope.VA),
    VALE1("vale1", Scope.VA),
    VAAE1IS("vaae1is", Scope.VA_ANY_ASID),
    VAAE1("vaae1", Scope.VA_ANY_ASID),
    VAALE1IS("vaale1is", Scope.VA_ANY_ASID),
    VAALE1("vaale1", Scope.VA_ANY_ASID),
    ASIDE1IS("aside1is", Scope.ASID),
    ASIDE1("aside1", Scope.ASID),
    ALLE1("alle1", Scope.EVERYTHING),
    IPAS2LE1("ipas2le1", Scope.ADDRESS),
    RVAE1IS("rvae1is", Scope.VA),
    RVAE1("rvae1", Scope.VA),
    RVALE1IS("rvale1is", Scope.VA),
    RVALE1("rvale1", Scope.VA),
    RVAAE1IS("rvaae1is", Scope.VA_ANY_ASID),
    RVAAE1("rvaae1", Scope.VA_ANY_ASID),
    RVAALE1IS("rvaale1is", Scope.VA_ANY_ASID),
    RVAALE1("rvaale1", Scope.VA_ANY_ASID);

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
        RANGE,
        /** Stage-1 and combined entries of one virtual address, or of a range, that are global or of one ASID. */
        VA,
        /** Stage-1 and combined entries of one virtual address, or of a range. */
        VA_ANY_ASID,
        /** Stage-1 and combined entries of one ASID that are not global. */
        ASID;

        /** Whether the guest may issue such an invalidation itself; the others are EL2's. */
        public boolean guests() {
            return this == STAGE_1 || this == VA || this == VA_ANY_ASID || this == ASID;
        }
    }

    private static final TlbiOp[] ALL = values();

    private final String mnemonic;
    private final Scope scope;
    private final boolean broadcast;
    private final boolean ranged;

    TlbiOp(String mnemonic, Scope scope) {
        this.mnemonic = mnemonic;
        this.scope = scope;
        broadcast = mnemonic.endsWith("is");
        ranged = mnemonic.startsWith("r");
    }

    /** The operation of a number, its ordinal, as cells and events carry it. */
    public static TlbiOp of(int number) {
        return ALL[number];
    }

    /** As written after {@code tlbi} in a listing. */
    public String mnemonic() {
        return mnemonic;
    }

    /** Whether it goes to every CPU of the inner shareable domain; otherwise it stays on the CPU that issues it. */
    public boolean broadcast() {
        return broadcast;
    }

    /** The same operation, going to every CPU. */
    public TlbiOp broadcastForm() {
        return broadcast ? this : valueOf(name() + "IS");
    }

    /** Whether it takes last-level entries only: what is cached of tables stays. */
    public boolean lastLevel() {
        return switch (this) {
            case IPAS2LE1IS, IPAS2LE1, RIPAS2LE1IS, VALE1IS, VALE1, VAALE1IS, VAALE1, RVALE1IS, RVALE1, RVAALE1IS, RVAALE1 -> true;
            default -> false;
        };
    }

    /** Whether its operand is a range of addresses (FEAT_TLBIRANGE). */
    public boolean ranged() {
        return ranged;
    }

    /** What it names. */
    public Scope scope() {
        return scope;
    }

    /** The same without what says how far it goes: the type in the architecture's words, such as {@code ipas2l}. */
    public String type() {
        return mnemonic.substring(0, mnemonic.indexOf("e1"));
    }
}
