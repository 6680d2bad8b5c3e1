package org.tablewalk.trace.casemate;

import java.util.Locale;
import java.util.Optional;

/** TLB invalidations that a trace can record: those of the EL1&amp;0 regime, and those of EL2's own. */
public enum TlbiKind {
    // Operations that the Arm machine has too have its numbers; the others have their own from 64 on.
    VMALLS12E1IS(0), VMALLS12E1(1), VMALLE1IS(5), VMALLE1(6), ALLE1IS(7), ALLE1(20),
    IPAS2E1IS(2), IPAS2E1(3), IPAS2LE1IS(4), IPAS2LE1(21), RIPAS2E1IS(8),
    ALLE2IS(66), ALLE2(67), VAE2IS(68), VAE2(69), VALE2IS(70), VALE2(71);

    private final int code;

    TlbiKind(int code) {
        this.code = code;
    }

    /** Whether it has an operand. */
    public boolean byAddress() {
        return name().startsWith("IPAS2") || name().startsWith("RIPAS2") || name().startsWith("VA");
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

    /** Operation in the event. */
    public int code() {
        return code;
    }

    /** The operation of an event of a machine or of an import. */
    public static Optional<TlbiKind> ofCode(long code) {
        for (TlbiKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
