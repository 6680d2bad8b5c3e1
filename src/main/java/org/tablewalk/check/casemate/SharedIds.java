package org.tablewalk.check.casemate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tablewalk.trace.casemate.SystemRegister;
import org.tablewalk.trace.casemate.TlbiKind;

/** Identifiers under which one tree follows another: until all of an identifier is invalidated, entries of the first may be used for the second. */
final class SharedIds {
    /** Stands for EL2, which has no identifier. */
    static final int EL2 = -1;

    private final Map<Integer, Long> roots = new HashMap<>();
    private final Set<Integer> shared = new HashSet<>();

    /** A register that can hold a root was written. */
    void installed(SystemRegister register, long value) {
        long root = SystemRegister.rootTable(value);
        if (register.holdsRoot() && root != 0) {
            int id = register == SystemRegister.VTTBR_EL2 ? SystemRegister.addressSpace(value) : EL2;
            Long before = roots.put(id, root);
            if (before != null && before != root) {
                shared.add(id);
            }
        }
    }

    /** A TLBI was issued by a thread with that VTTBR_EL2, 0 if it is not known. */
    void invalidated(TlbiKind kind, long vttbr) {
        switch (kind) {
            case ALLE1IS -> {
                roots.keySet().removeIf(id -> id != EL2);
                shared.removeIf(id -> id != EL2);
            }
            case VMALLS12E1IS -> forget(SystemRegister.addressSpace(vttbr));
            case ALLE2IS -> forget(EL2);
            default -> {}
        }
    }

    private void forget(int id) {
        roots.remove(id);
        shared.remove(id);
    }

    /** One that is shared now, or null. */
    Integer any() {
        return shared.isEmpty() ? null : shared.iterator().next();
    }
}
