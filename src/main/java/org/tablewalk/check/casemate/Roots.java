package org.tablewalk.check.casemate;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.tablewalk.trace.casemate.SystemRegister;

/** System registers of each thread, and the trees that were activated by them. */
final class Roots {
    private static final int THREADS = 64;
    private static final int REGISTERS = SystemRegister.values().length;
    private static final long BASE = 0xFFFF_FFFF_FFFEL;
    /** What casemate's checker takes T0SZ for until a thread writes it: 48 bits. Translation is on until then. */
    private static final long SIZE_BEFORE = 16;
    private static final long ON_BEFORE = 1;

    private final Walks walks;
    private final Map<Long, TreeRoot> byAddress = new HashMap<>();
    private final Map<Integer, TreeRoot> byId = new HashMap<>();
    private final Long[][] registers = new Long[THREADS][REGISTERS];
    private final TreeRoot[][] active = new TreeRoot[THREADS][2];

    Roots(Walks walks) {
        this.walks = walks;
    }

    /** The tree that a thread activated last, or null. */
    TreeRoot active(int thread, boolean stage1) {
        return active[thread][stage1 ? 1 : 0];
    }

    /** A write to a system register. Tracking of a tree begins when it is active: its root is written while its stage is on, or its stage is turned on. */
    void write(int thread, SystemRegister register, long value) {
        boolean stage1 = register == SystemRegister.TTBR0_EL2 || register == SystemRegister.SCTLR_EL2;
        switch (register) {
            case VTTBR_EL2, TTBR0_EL2 -> {
                if (on(thread, stage1)) {
                    activate(thread, stage1, value);
                }
            }
            case HCR_EL2, SCTLR_EL2 -> {
                if (!on(thread, stage1) && (value & 1) != 0) {
                    activate(thread, stage1, read(thread, stage1 ? SystemRegister.TTBR0_EL2 : SystemRegister.VTTBR_EL2).orElseThrow(Complaint.UNKNOWN_REGISTER::refusal));
                }
            }
            case VTCR_EL2, TCR_EL2, MAIR_EL2 -> {
                // Read where a tree is activated; attributes are never looked up.
            }
        }
        registers[thread][register.ordinal()] = value;
    }

    private OptionalLong read(int thread, SystemRegister register) {
        Long value = registers[thread][register.ordinal()];
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private boolean on(int thread, boolean stage1) {
        return (read(thread, stage1 ? SystemRegister.SCTLR_EL2 : SystemRegister.HCR_EL2).orElse(ON_BEFORE) & 1) != 0;
    }

    private void activate(int thread, boolean stage1, long value) {
        long address = value & BASE;
        int id = SystemRegister.addressSpace(value);
        if (stage1 && id != 0) {
            throw Complaint.EL2_ASID.refusal();
        }
        TreeRoot root = byAddress.get(address);
        if (root == null) {
            root = register(thread, new TreeRoot(address, id, stage1));
        } else if (root.id != id) {
            throw Complaint.ROOT_HAS_ID.refusal();
        }
        TreeRoot before = active(thread, stage1);
        if (before != null) {
            before.users--;
        }
        root.users++;
        active[thread][stage1 ? 1 : 0] = root;
    }

    private TreeRoot register(int thread, TreeRoot root) {
        if (byId.containsKey(root.id)) {
            throw Complaint.ID_HAS_ROOT.refusal();
        }
        byAddress.put(root.address, root);
        byId.put(root.id, root);
        int level = startLevel(read(thread, root.stage1 ? SystemRegister.TCR_EL2 : SystemRegister.VTCR_EL2).orElse(SIZE_BEFORE));
        if (root.address % Page.BYTES != 0) {
            throw Complaint.MISALIGNED_ROOT.refusal();
        }
        walks.mark(root, root.address, level, 0);
        return root;
    }

    /** The level from which one table of 512 entries covers T0SZ's size; SL0 is not read. */
    private static int startLevel(long control) {
        long size = control & 0x3f;
        long level = (size - SIZE_BEFORE) / 9;
        if ((control >>> 14 & 3) != 0 || size < SIZE_BEFORE || level > Words.LAST_LEVEL) {
            throw Complaint.GEOMETRY.refusal();
        }
        return (int) level;
    }

    /** A tree is given up; its first table is of that level. */
    void release(long address, int level) {
        TreeRoot root = byAddress.get(address);
        if (root == null) {
            throw Complaint.RELEASED_NO_ROOT.refusal();
        }
        if (root.users > 0) {
            throw Complaint.RELEASED_IN_USE.refusal();
        }
        walks.unmark(address, level);
        byAddress.remove(address);
        byId.remove(root.id);
    }
}
