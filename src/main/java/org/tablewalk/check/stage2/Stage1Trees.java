package org.tablewalk.check.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.TlbiOperand;
import org.tablewalk.check.tree.GuestTrees;
import org.tablewalk.check.tree.Hardware.Miss;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.InFlight;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.machine.arm64.Regime;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;

/**
 * The stage-1 tables of an Arm machine's guests, read live: of the address spaces that the scenario declares. A root that a guest makes elsewhere is not known here, and its entries are judged
 * by what accesses do only.
 */
final class Stage1Trees implements GuestTrees {
    private static final int ADDRESS_BITS = 48;
    /** Rights beside EL1's: of EL0, and of every ASID. */
    private static final int USER = 8;
    private static final int GLOBAL = 16;

    /** An address space; its place in the list is its number. */
    private record Tree(int vm, int space, GuestTables guest) {}

    private final ArmMap map;
    private final Cells cells;
    private final ArmState live;
    private final RegimeState regime;
    private final Stage2Geometry geometry;
    private final List<Tree> trees = new ArrayList<>();
    /** log2 of the words in a page. */
    private final int wordBits;

    /** Of a machine whose guests have a stage 1. */
    Stage1Trees(ArmMap map, Cells cells) {
        this.map = map;
        this.cells = cells;
        live = new ArmState(map, cells::get);
        regime = live.regime();
        Granule granule = map.config().geometry().granule();
        geometry = Stage2Geometry.of(granule, ADDRESS_BITS);
        wordBits = granule.bitsPerLevel();
        List<Regime.Vm> vms = map.config().regime().vms();
        for (int vm = 0; vm < vms.size(); vm++) {
            GuestTables guest = vms.get(vm).guest();
            for (int space = 0; guest != null && space < guest.spaces().size(); space++) {
                trees.add(new Tree(vm, space, guest));
            }
        }
    }

    @Override
    public Stage2Geometry geometry() {
        return geometry;
    }

    /** All pages of memory with contents: a guest may make any of them a table. */
    @Override
    public int pages() {
        return map.layout().farSize() >>> wordBits;
    }

    @Override
    public boolean emptyAtFirst() {
        return true;
    }

    @Override
    public int pageOf(long pa) {
        int cell = map.contentCell(pa & -8);
        return cell < 0 ? -1 : cell - Cells.FAR >>> wordBits;
    }

    @Override
    public long pageAddress(int page) {
        return map.contentAddress(Cells.FAR + (page << wordBits));
    }

    @Override
    public Root rootOf(long pa) {
        for (Tree tree : trees) {
            long root = physical(tree.vm, tree.guest.root(tree.space));
            if ((pa & -geometry.granule().bytes()) == root) {
                var shape = tree.guest.geometry();
                return new Root(root, shape.startLevel(), shape.rootEntries(), tree.guest.spaces().get(tree.space).upper() ? -shape.size() : 0);
            }
        }
        return null;
    }

    @Override
    public int tree(long root) {
        for (int tree = 0; tree < trees.size(); tree++) {
            if (physical(trees.get(tree).vm, trees.get(tree).guest.root(trees.get(tree).space)) == root) {
                return FIRST + tree;
            }
        }
        throw new IllegalArgumentException("no root at " + Long.toHexString(root));
    }

    /** Where stage 2 has an address of a VM's now; where it has none the memory behind the VM's slot, which the guest finds there once the host maps it. -1 outside. */
    private long physical(int vm, long ipa) {
        ArmState.Translation now = regime.translate(vm, ipa);
        if (now.valid()) {
            return now.pa();
        }
        for (ArmConfig.Slot slot : regime.vm(vm).slots()) {
            if (ipa >= slot.ipa() && ipa - slot.ipa() < slot.size()) {
                return slot.pa() + ipa - slot.ipa();
            }
        }
        return -1;
    }

    /** The VM whose memory an address is: of memory that VMs share the first one's that has tables. */
    private int vmOf(long pa) {
        for (Tree tree : trees) {
            for (ArmConfig.Slot slot : regime.vm(tree.vm).slots()) {
                if (pa >= slot.pa() && pa - slot.pa() < slot.size()) {
                    return tree.vm;
                }
            }
        }
        return trees.getFirst().vm;
    }

    @Override
    public long next(long at, long table) {
        return physical(vmOf(at), Descriptor.nextTable(table, geometry.granule(), false));
    }

    @Override
    public List<Root> roots() {
        return trees.stream().map(tree -> rootOf(physical(tree.vm, tree.guest.root(tree.space)))).toList();
    }

    @Override
    public int walked(int cpu, long va) {
        int vm = regime.loaded(cpu);
        long base = Stage1Registers.base(regime.register(cpu, va < 0 ? ArmIntrinsics.TTBR1_EL1 : ArmIntrinsics.TTBR0_EL1).inEffect());
        for (int tree = 0; tree < trees.size(); tree++) {
            if (trees.get(tree).vm == vm && trees.get(tree).guest.root(trees.get(tree).space) == base) {
                return FIRST + tree;
            }
        }
        return -1;
    }

    @Override
    public int under(int tree) {
        return map.pageOf(regime.root(trees.get(tree - FIRST).vm));
    }

    /** What a leaf gives EL1, EL0 and other ASIDs. */
    @Override
    public int rights(long leaf) {
        return Stage1Descriptor.rights(leaf) | ((leaf & Stage1Descriptor.USER) != 0 ? USER : 0) | (Stage1Descriptor.global(leaf) ? GLOBAL : 0);
    }

    /** A global entry may clash with those of ASIDs that are still cached; the other way nothing clashes (Arm ARM, RWHZWS; Linux, pgattr_change_is_safe()). */
    @Override
    public boolean otherMemory(long old, long now) {
        return ((old ^ now) & (Stage1Descriptor.ATTR_INDEX | Stage1Descriptor.SH)) != 0 || (old & ~now & Stage1Descriptor.NOT_GLOBAL) != 0;
    }

    @Override
    public Miss misses(int slot, int tree, int level, long va, boolean table, long old) {
        InFlight tlbi = live.tlbis().stream().filter(t -> t.slot() == slot).findFirst().orElseThrow();
        boolean global = !table && Stage1Descriptor.global(old);
        return switch (tlbi.op().scope()) {
            case EVERYTHING, VMID, STAGE_1 -> Miss.NONE;
            case ADDRESS, RANGE -> Miss.STAGE;
            case ASID -> global ? Miss.ADDRESS : asid(tlbi, tree);
            case VA -> addressed(tlbi, tree, level, va, table, old, global ? Miss.NONE : asid(tlbi, tree));
            case VA_ANY_ASID -> addressed(tlbi, tree, level, va, table, old, Miss.NONE);
        };
    }

    /** Entries are of the ASIDs that registers give the space. */
    private Miss asid(InFlight tlbi, int tree) {
        Tree of = trees.get(tree - FIRST);
        return regime.asids(of.vm, of.space).equals(Set.of(TlbiOperand.asid(tlbi.operand()))) ? Miss.NONE : Miss.ADDRESS;
    }

    private Miss addressed(InFlight tlbi, int tree, int level, long va, boolean table, long old, Miss otherwise) {
        var target = TlbiTarget.of(tlbi.op(), tlbi.operand(), geometry, true);
        long first = TlbTags.address(va);
        long size = geometry.entrySize(level);
        if (!(table && hasLeaves(trees.get(tree - FIRST).vm, old, level) ? target.contains(first, size) : target.meets(first, size))) {
            return Miss.ADDRESS;
        }
        return !(table ? target.takesTable(level) : target.takesLeaf(level)) ? Miss.LEVEL : otherwise;
    }

    /** Whether a table still maps something: then one address does not name all that is cached of it. */
    private boolean hasLeaves(int vm, long table, int level) {
        long at = physical(vm, Descriptor.nextTable(table, geometry.granule(), false));
        for (int i = 0; i < geometry.granule().entriesPerTable(); i++) {
            long d = word(at + 8L * i);
            if (Descriptor.leaf(d, level + 1) || Descriptor.table(d, level + 1)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean ntFaults() {
        return map.config().ntFaults();
    }

    @Override
    public long word(long pa) {
        int cell = map.contentCell(pa);
        return cell < 0 ? 0 : cells.get(cell);
    }

    /** Windows are those of the hypervisor's tables: of these nobody asks. */
    @Override
    public boolean permits(long root, long va, int access) {
        throw new UnsupportedOperationException("windows are of the hypervisor's tables");
    }

    @Override
    public Reading keep(long address, long value) {
        throw new UnsupportedOperationException("windows are of the hypervisor's tables");
    }

    @Override
    public boolean completesTlbis(long barrier) {
        return barrier == ArmIntrinsics.ISH || barrier == ArmIntrinsics.SY;
    }
}
