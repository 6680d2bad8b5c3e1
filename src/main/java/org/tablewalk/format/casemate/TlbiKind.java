package org.tablewalk.format.casemate;

import java.util.Locale;
import java.util.Optional;
import org.tablewalk.machine.arm64.TlbiOp;

/** TLB invalidations that a trace can record: those of the EL1&amp;0 regime, and those of EL2's own. */
public enum TlbiKind {
    VMALLS12E1IS(false), VMALLS12E1(false), VMALLE1IS(false), VMALLE1(false), ALLE1IS(false), ALLE1(false),
    IPAS2E1IS(true), IPAS2E1(true), IPAS2LE1IS(true), IPAS2LE1(true), RIPAS2E1IS(true),
    ALLE2IS(false), ALLE2(false), VAE2IS(true), VAE2(true), VALE2IS(true), VALE2(true);

    /** Codes from here on belong to operations that the Arm machine does not have. */
    private static final int OWN_CODES = 64;

    private final boolean byAddress;

    TlbiKind(boolean byAddress) {
        this.byAddress = byAddress;
    }

    /** Whether it has an operand. */
    public boolean byAddress() {
        return byAddress;
    }

    /** Whether it goes to every CPU. */
    public boolean broadcast() {
        return name().endsWith("IS");
    }

    /** Whether it removes entries of EL2's own stage 1, and none of the guest's. */
    public boolean el2() {
        return name().contains("E2") && !name().startsWith("IPAS2") && !name().startsWith("RIPAS2");
    }

    /** As written after {@code tlbi}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Operation in the event: the machine's number where the machine has this operation, else 64 or more. */
    public int code() {
        for (TlbiOp op : TlbiOp.values()) {
            if (op.name().equals(name())) {
                return op.ordinal();
            }
        }
        return OWN_CODES + ordinal();
    }

    /** The operation of an event of a machine or of an import. */
    public static Optional<TlbiKind> ofCode(long code) {
        for (TlbiKind kind : values()) {
            if (kind.code() == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
