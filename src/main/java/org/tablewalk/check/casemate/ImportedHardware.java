package org.tablewalk.check.casemate;

import java.util.HashSet;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.TlbiOperand;
import org.tablewalk.check.tree.Hardware;
import org.tablewalk.check.tree.Tables;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.ImportState.Tlbi;
import org.tablewalk.trace.casemate.SystemRegister;
import org.tablewalk.trace.casemate.TableRoot;
import org.tablewalk.trace.casemate.TlbiKind;

/**
 * What can be told of the hardware of a casemate trace. What a trace does not tell is taken to be for the recorded program if it has the benefit of the doubt, else against it: the level of
 * FEAT_BBM, whether a CPU that records nothing uses the tables, the VMID before a thread sets one, and the operand of an invalidation by range. Apart from that, guests may have a stage 1 of
 * their own, whose combined entries an invalidation by IPA leaves (domain section 4.2).
 */
final class ImportedHardware implements Hardware {
    private static final int MOST_FREEDOM = 3;

    private final ImportState state;
    private final Tables tables;
    private final boolean benefit;
    private final HalfDone halfDone;

    /** Hardware whose guests have no stage 1 of their own. */
    ImportedHardware(ImportState state, Tables tables, boolean benefit) {
        this(state, tables, benefit, null);
    }

    /**
     * Hardware whose guests may have one.
     *
     * @param halfDone what the recorded program has done of invalidations that then take two; kept by who follows the trace
     */
    ImportedHardware(ImportState state, Tables tables, boolean benefit, HalfDone halfDone) {
        this.state = state;
        this.tables = tables;
        this.benefit = benefit;
        this.halfDone = halfDone;
    }

    @Override
    public int cpus() {
        return benefit ? state.map().lanes() : Math.max(2, state.map().lanes());
    }

    /** With the benefit of the doubt, as long as no two threads have the same tree. */
    @Override
    public boolean alone() {
        return benefit && !shared(SystemRegister.VTTBR_EL2) && !shared(SystemRegister.TTBR0_EL2);
    }

    private boolean shared(SystemRegister register) {
        var seen = new HashSet<Long>();
        return state.map().threads().stream().flatMapToLong(thread -> state.register(thread, register).stream()).map(SystemRegister::rootTable)
                .anyMatch(root -> root != 0 && !seen.add(root));
    }

    @Override
    public int bbmLevel() {
        return benefit ? MOST_FREEDOM : 0;
    }

    @Override
    public boolean local(int operation) {
        return !TlbiKind.ofCode(operation).orElseThrow().broadcast();
    }

    @Override
    public int tree(long root) {
        return state.map().rootOf(root);
    }

    @Override
    public Miss misses(int slot, int tree, int level, long ipa, boolean table, long old) {
        Tlbi tlbi = state.tlbi(slot);
        if (halfDone == null || !HalfDone.first(tlbi.kind()) && !HalfDone.second(tlbi.kind())) {
            return misses(tlbi, tree, level, ipa, table, old);
        }
        boolean both = HalfDone.second(tlbi.kind()) && halfDone.before(tlbi.thread()).stream().anyMatch(first -> misses(first, tree, level, ipa, table, old) == Miss.NONE);
        return both ? Miss.NONE : Miss.STAGE;
    }

    private Miss misses(Tlbi tlbi, int tree, int level, long ipa, boolean table, long old) {
        TableRoot root = state.root(tree);
        if (tlbi.kind().el2() != (root.stage() == TableRoot.Stage.EL2_STAGE_1)) {
            return Miss.STAGE;
        }
        return switch (tlbi.kind()) {
            case ALLE1IS, ALLE1, ALLE2IS, ALLE2 -> Miss.NONE;
            case VMALLE1IS, VMALLE1 -> Miss.STAGE;
            case VMALLS12E1IS, VMALLS12E1 -> names(tlbi, root) ? Miss.NONE : Miss.VMID;
            case RIPAS2E1IS -> names(tlbi, root) ? benefit ? Miss.NONE : Miss.ADDRESS : Miss.VMID;
            case IPAS2E1IS, IPAS2E1 -> names(tlbi, root) ? address(tlbi.operand(), false, level, ipa, table, old) : Miss.VMID;
            case IPAS2LE1IS, IPAS2LE1 -> names(tlbi, root) ? address(tlbi.operand(), true, level, ipa, table, old) : Miss.VMID;
            case VAE2IS, VAE2 -> address(tlbi.operand(), false, level, ipa, table, old);
            case VALE2IS, VALE2 -> address(tlbi.operand(), true, level, ipa, table, old);
        };
    }

    /** Whether the VMID that counts for an invalidation is the tree's. */
    private boolean names(Tlbi tlbi, TableRoot root) {
        var vttbr = state.register(tlbi.thread(), SystemRegister.VTTBR_EL2);
        return vttbr.isEmpty() ? benefit : SystemRegister.addressSpace(vttbr.getAsLong()) == root.space();
    }

    private Miss address(long operand, boolean lastLevelOnly, int level, long ipa, boolean table, long old) {
        long address = TlbiOperand.address(operand);
        if (address < ipa || address - ipa >= entrySize(level) || table && hasLeaves(old, level)) {
            return Miss.ADDRESS;
        }
        int hint = TlbiOperand.level(TlbiOperand.ttl(operand));
        boolean removes = table ? !lastLevelOnly && (hint < 0 || level < hint) : hint < 0 || hint == level;
        return removes ? Miss.NONE : Miss.LEVEL;
    }

    /** Whether a table still maps something: then one address does not name all that is cached of it. */
    private boolean hasLeaves(long table, int level) {
        long at = Descriptor.nextTable(table, tables.geometry().granule(), tables.geometry().lpa2());
        for (int i = 0; i < tables.geometry().granule().entriesPerTable(); i++) {
            long d = tables.word(at + 8L * i);
            if (Descriptor.leaf(d, level + 1) || Descriptor.table(d, level + 1)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean takesAll(int slot) {
        TlbiKind kind = state.tlbi(slot).kind();
        return kind == TlbiKind.ALLE1IS || kind == TlbiKind.VMALLS12E1IS;
    }

    /** A context can be synchronised by what a trace does not record. */
    @Override
    public boolean unsynchronised(int cpu) {
        return false;
    }

    /** What matters of it, that a guest runs, is not recorded. */
    @Override
    public boolean loadsOtherTree(int register, long value) {
        return false;
    }

    @Override
    public boolean makesVisible(long barrier) {
        return barrier != ArmIntrinsics.NSH && barrier != ArmIntrinsics.NSHST || alone();
    }

    @Override
    public boolean completesLocally(long barrier) {
        return barrier == ArmIntrinsics.NSH;
    }

    // There are no accesses of guests in a trace, no store buffers, no end of code, and no books.

    @Override
    public boolean reaches(int cpu, long address, int access, long pa) {
        return false;
    }

    @Override
    public boolean permits(int cpu, long address, int access) {
        return false;
    }

    @Override
    public boolean permittedAtFirst(int cpu, long address, int access) {
        return false;
    }

    @Override
    public boolean buffered(int cpu, long address) {
        return false;
    }

    @Override
    public boolean lives(int cpu) {
        return false;
    }

    @Override
    public boolean failed() {
        return true;
    }

    @Override
    public long pageSize() {
        return tables.geometry().granule().bytes();
    }

    @Override
    public long entrySize(int level) {
        return tables.geometry().entrySize(level);
    }

    @Override
    public boolean inUse(int page) {
        return false;
    }

    @Override
    public long references(int page) {
        return -1;
    }
}
