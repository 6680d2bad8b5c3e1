package org.tablewalk.machine.arm64.tlb;

/**
 * Which invalidation removes an entry of which kind, and on what condition: the table that the machine itself asks (Arm ARM DDI 0487, D8.17.5.4, the scope of TLB maintenance instructions). The
 * architecture allows hardware to remove more (RMMZTY); this one removes what it must.
 */
public enum TlbiReach {
    /** Never. */
    NEVER,
    /** Always, of every VMID. */
    ALWAYS,
    /** If it is of the VMID. */
    VMID,
    /** If it is of the VMID and the ASID and not global. */
    ASID,
    /** If it is of the VMID and of a named address. */
    ADDRESS,
    /** If it is of the VMID and of a named address, and of the ASID or global. */
    ADDRESS_AND_ASID;

    /** What decides for an operation and a kind of entry. */
    public static TlbiReach of(TlbiOp op, EntryKind kind) {
        if (kind.table() && op.lastLevel()) {
            return NEVER;
        }
        return switch (op.scope()) {
            case EVERYTHING -> ALWAYS;
            case VMID -> VMID;
            case STAGE_1 -> kind.stage2Only() ? NEVER : VMID;
            // Not required to apply to entries that combine both stages.
            case ADDRESS, RANGE -> kind.stage2Only() ? ADDRESS : NEVER;
            case VA -> kind.stage2Only() ? NEVER : ADDRESS_AND_ASID;
            case VA_ANY_ASID -> kind.stage2Only() ? NEVER : ADDRESS;
            case ASID -> kind.stage2Only() ? NEVER : ASID;
        };
    }

    /**
     * Whether an entry goes.
     *
     * @param vmid   whether it is of the VMID that the operation is issued with
     * @param named  whether the operation names an address that its descriptor translates, at a level that it is meant for
     * @param asid   whether it is of the ASID that the operand has
     * @param global whether it is used with every ASID; a table descriptor never is
     */
    public boolean takes(boolean vmid, boolean named, boolean asid, boolean global) {
        return switch (this) {
            case NEVER -> false;
            case ALWAYS -> true;
            case VMID -> vmid;
            case ASID -> vmid && asid && !global;
            case ADDRESS -> vmid && named;
            case ADDRESS_AND_ASID -> vmid && named && (asid || global);
        };
    }
}
