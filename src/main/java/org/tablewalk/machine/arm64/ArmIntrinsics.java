package org.tablewalk.machine.arm64;

import java.util.Map;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.arch.arm64.TlbiOperand;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.listing.IntrinsicTable;
import org.tablewalk.machine.listing.Op;
import org.tablewalk.machine.listing.Program;

/** What listings can call on the Arm machine, and the named constants they can use. */
public final class ArmIntrinsics extends IntrinsicTable {
    // System intrinsics: each is a micro-step of its own.
    static final int LOAD = 0;
    static final int STORE = 1;
    static final int STORE_RELEASE = 2;
    /** cmpxchg(p, old, new): the value found. */
    static final int CMPXCHG = 3;
    static final int DSB = 4;
    static final int ISB = 5;
    /** tlbi(op, operand). */
    static final int TLBI = 6;
    /** msr(register, value). */
    static final int MSR = 8;
    static final int MRS = 9;
    static final int LOCK = 10;
    static final int UNLOCK = 11;
    static final int READ_LOCK = 12;
    static final int READ_UNLOCK = 13;
    /** alloc_page(): a zeroed table page with reference count 1, or 0 when the pool is empty. */
    static final int ALLOC_PAGE = 14;
    static final int FREE_PAGE = 15;
    /** get_page(pa), put_page(pa): count one reference more or less on the table page that holds pa; put_page never frees. */
    static final int GET_PAGE = 16;
    static final int PUT_PAGE = 17;
    /** page_count(pa). */
    static final int PAGE_COUNT = 18;
    /** Guest accesses: read(ipa), write(ipa), exec(ipa). */
    static final int GUEST_READ = 19;
    static final int GUEST_WRITE = 20;
    static final int GUEST_EXEC = 21;
    /** cpu_id(). */
    static final int CPU_ID = 22;
    /** rcu_read_lock(), rcu_read_unlock(): a reader never waits; readers do not nest. */
    static final int RCU_READ_LOCK = 23;
    static final int RCU_READ_UNLOCK = 24;
    /** synchronize_rcu(): waits for the readers inside when it begins, not for later ones. */
    static final int SYNCHRONIZE_RCU = 25;
    /** must_read(ipa), must_write(ipa), must_exec(ipa): guest accesses that are not to fault. */
    static final int MUST_READ = 26;
    static final int MUST_WRITE = 27;
    static final int MUST_EXEC = 28;
    /** assert(condition): tells if it is 0. */
    static final int ASSERT = 29;
    /** give(pa, bytes, owner): tells whose memory it is from now on. */
    static final int GIVE = 30;
    /** log_dirty(ipa, bytes, on): tells that from now on the host has to learn of every write there, or need not any more. */
    static final int LOG_DIRTY = 31;
    /** collect_dirty(ipa, bytes): tells that the host is done with reading the dirty log there, and copies what it took from it. */
    static final int COLLECT_DIRTY = 32;
    /** exit(code): user space ends, with an error if it is not 0. */
    static final int EXIT = 33;
    /** xchg(p, v), fetch_or(p, m), fetch_andnot(p, m): change a word in one go and give what was there. */
    static final int XCHG = 34;
    static final int FETCH_OR = 35;
    static final int FETCH_ANDNOT = 36;
    /** exit_to(&routine, a, b): the guest is left, the host runs routine(a, b), and the guest goes on if that returns 0. */
    static final int EXIT_TO = 37;
    /** eret(), hvc(): enters and leaves the guest with the registers as the listing has loaded them; both synchronise. */
    static final int ERET = 38;
    static final int HVC = 39;

    /** ldr(ipa), str(ipa, value): guest accesses that carry a value, which is read or written when they are performed; there with {@link Contents} only. */
    static final int LDR = 44;
    static final int STR = 45;

    // Barrier kinds, as in DSB events.
    public static final int ISHST = 1;
    public static final int ISH = 2;
    public static final int NSH = 3;
    public static final int SY = 4;
    public static final int NSHST = 5;

    // System registers, as in MSR events.
    public static final int VTTBR_EL2 = 1;
    public static final int VTCR_EL2 = 2;
    public static final int HCR_EL2 = 3;
    /** Those of EL1: there only with a {@link Regime}. */
    public static final int TTBR0_EL1 = 4;
    public static final int TTBR1_EL1 = 5;
    public static final int TCR_EL1 = 6;
    public static final int SCTLR_EL1 = 7;

    /**
     * The intrinsics with the constants of one machine: ROOT, ROOT_PAGES, START_LEVEL, PAGE_SIZE, PTE_PER_TABLE, IPA_LIMIT, GUEST_VTTBR, BBM_LEVEL; for operands of TLBIs PAGE_SHIFT, TLBI_TG,
     * TLBI_BASE_SHIFT; of its host HOST_PA_BITS, HOST_VA_BITS, PARANGE, HAS_LPA2, VM_TYPE.
     */
    public static ArmIntrinsics of(ArmConfig config) {
        ArmIntrinsics intrinsics = new ArmIntrinsics();
        if (config.contents() != null) {
            intrinsics.system("ldr", LDR, 1, true, "ldr");
            intrinsics.system("str", STR, 2, false, "str");
        }
        if (config.host() != null) {
            intrinsics.with("HOST_PA_BITS", config.host().paBits())
                    .with("HOST_VA_BITS", config.host().vaBits())
                    .with("PARANGE", Stage2Registers.paRange(config.host().paBits()))
                    .with("HAS_LPA2", config.geometry().lpa2() ? 1 : 0)
                    .with("VM_TYPE", config.host().type());
        }
        return intrinsics
                .with("ROOT", config.poolBase())
                .with("ROOT_PAGES", config.geometry().rootTables())
                .with("START_LEVEL", config.geometry().startLevel())
                .with("PAGE_SIZE", config.geometry().granule().bytes())
                .with("PAGE_SHIFT", config.geometry().granule().pageShift())
                .with("TLBI_TG", TlbiOperand.granuleCode(config.geometry().granule()))
                .with("TLBI_BASE_SHIFT", config.geometry().lpa2() ? 16 : config.geometry().granule().pageShift())
                .with("DIRTY_LOG", config.slots().stream().anyMatch(slot -> slot.dirtyBitmap() != 0) ? 1 : 0)
                .with("PTE_PER_TABLE", config.geometry().granule().entriesPerTable())
                .with("IPA_LIMIT", config.geometry().limit())
                .with("GUEST_VTTBR", (long) config.vmid() << 48 | config.poolBase())
                .with("BBM_LEVEL", config.bbmLevel())
                .with("conflictHandler", config.conflictHandler().ordinal());
    }

    /** Whether listings count references on table pages. */
    public static boolean counts(Program program) {
        return calls(program, GET_PAGE) || calls(program, PUT_PAGE);
    }

    private static boolean calls(Program program, int intrinsic) {
        int[] code = program.code();
        for (int at = 0; at < code.length; at += Op.WORDS) {
            if (code[at] == Op.SYSTEM && code[at + 5] == intrinsic) {
                return true;
            }
        }
        return false;
    }

    public ArmIntrinsics() {
        pure("valid", PureFunctions.VALID, 1);
        pure("is_table", PureFunctions.IS_TABLE, 2);
        pure("follow", PureFunctions.FOLLOW, 1);
        pure("output_address", PureFunctions.OUTPUT_ADDRESS, 2);
        pure("leaf_pte", PureFunctions.LEAF_PTE, 3);
        pure("table_pte", PureFunctions.TABLE_PTE, 1);
        pure("granule_size", PureFunctions.GRANULE_SIZE, 1);
        pure("entry_index", PureFunctions.ENTRY_INDEX, 2);
        pure("root_index", PureFunctions.ROOT_INDEX, 1);
        pure("stage2_attr", PureFunctions.STAGE2_ATTR, 1);
        pure("host_pa", PureFunctions.HOST_PA, 1);
        pure("host_block", PureFunctions.HOST_BLOCK, 1);
        pure("host_writable", PureFunctions.HOST_WRITABLE, 1);
        pure("fault_kind", PureFunctions.FAULT_KIND, 1);
        pure("fault_level", PureFunctions.FAULT_LEVEL, 1);
        pure("fault_access", PureFunctions.FAULT_ACCESS, 1);
        pure("ttl", PureFunctions.TTL, 2);
        pure("random", PureFunctions.RANDOM, 2);
        pure("min", PureFunctions.MIN, 2);
        pure("mod", PureFunctions.MOD, 2);
        pure("div", PureFunctions.DIV, 2);
        pure("ffs", PureFunctions.FFS, 1);
        pure("fls", PureFunctions.FLS, 1);
        pure("slot_base", PureFunctions.SLOT_BASE, 1);
        pure("slot_pages", PureFunctions.SLOT_PAGES, 1);
        pure("dirty_bitmap", PureFunctions.DIRTY_BITMAP, 1);
        pure("vm_vttbr", PureFunctions.VM_VTTBR, 1);
        pure("vm_vtcr", PureFunctions.VM_VTCR, 1);
        pure("vm_root", PureFunctions.VM_ROOT, 1);
        pure("space_ttbr", PureFunctions.SPACE_TTBR, 2);
        pure("guest_tcr", PureFunctions.GUEST_TCR, 1);
        pure("fault_stage", PureFunctions.FAULT_STAGE, 1);
        pure("fault_on_walk", PureFunctions.FAULT_ON_WALK, 1);
        pure("stage1_leaf", PureFunctions.STAGE1_LEAF, 3);
        pure("va_operand", PureFunctions.VA_OPERAND, 2);
        system("load", LOAD, 1, true, "ldr");
        system("store", STORE, 2, false, "str");
        system("store_release", STORE_RELEASE, 2, false, "stlr");
        system("cmpxchg", CMPXCHG, 3, true, "casal");
        system("dsb", DSB, 1, false, "dsb");
        system("isb", ISB, 0, false, "isb");
        system("tlbi", TLBI, 2, false, "tlbi");
        system("msr", MSR, 2, false, "msr");
        system("mrs", MRS, 1, true, "mrs");
        system("lock", LOCK, 1, false, "lock");
        system("unlock", UNLOCK, 1, false, "unlock");
        system("read_lock", READ_LOCK, 1, false, "lock.r");
        system("read_unlock", READ_UNLOCK, 1, false, "unlock.r");
        system("alloc_page", ALLOC_PAGE, 0, true, "alloc");
        system("free_page", FREE_PAGE, 1, false, "free");
        system("get_page", GET_PAGE, 1, false, "get");
        system("put_page", PUT_PAGE, 1, false, "put");
        system("page_count", PAGE_COUNT, 1, true, "count");
        system("read", GUEST_READ, 1, false, "ldr");
        system("write", GUEST_WRITE, 1, false, "str");
        system("exec", GUEST_EXEC, 1, false, "fetch");
        system("cpu_id", CPU_ID, 0, true, "mrs mpidr");
        system("rcu_read_lock", RCU_READ_LOCK, 0, false, "rcu.lock");
        system("rcu_read_unlock", RCU_READ_UNLOCK, 0, false, "rcu.unlock");
        system("synchronize_rcu", SYNCHRONIZE_RCU, 0, false, "rcu.sync");
        system("must_read", MUST_READ, 1, false, "ldr");
        system("must_write", MUST_WRITE, 1, false, "str");
        system("must_exec", MUST_EXEC, 1, false, "fetch");
        system("assert", ASSERT, 1, false, "assert");
        system("give", GIVE, 3, false, "give");
        system("log_dirty", LOG_DIRTY, 3, false, "dirty.log");
        system("collect_dirty", COLLECT_DIRTY, 2, false, "dirty.collect");
        system("exit", EXIT, 1, false, "exit");
        system("xchg", XCHG, 2, true, "swpal");
        system("fetch_or", FETCH_OR, 2, true, "ldsetal");
        system("fetch_andnot", FETCH_ANDNOT, 2, true, "ldclral");
        system("exit_to", EXIT_TO, 3, false, "exit");
        system("eret", ERET, 0, false, "eret");
        system("hvc", HVC, 0, false, "hvc");
        constants(Map.of("host", (long) Event.HOST, "guest", (long) Event.GUEST));
        constants(Map.of("ishst", (long) ISHST, "ish", (long) ISH, "nsh", (long) NSH, "sy", (long) SY, "nshst", (long) NSHST));
        for (TlbiOp op : TlbiOp.values()) {
            with(op.mnemonic(), (long) op.ordinal());
        }
        constants(Map.of("vttbr_el2", (long) VTTBR_EL2, "vtcr_el2", (long) VTCR_EL2, "hcr_el2", (long) HCR_EL2, "ttbr0_el1", (long) TTBR0_EL1,
                "ttbr1_el1", (long) TTBR1_EL1, "tcr_el1", (long) TCR_EL1, "sctlr_el1", (long) SCTLR_EL1));
        constants(Map.of("mmu_lock", 0L, "TTL_UNKNOWN", 8L));
        constants(Map.of("PTE_VALID", Descriptor.VALID, "PTE_TYPE", Descriptor.TYPE, "PTE_NT", Descriptor.NT,
                "PTE_S2AP_R", Descriptor.S2AP_R, "PTE_S2AP_W", Descriptor.S2AP_W, "PTE_AF", Descriptor.AF, "PTE_XN", Descriptor.XN,
                "PTE_LOCKED", Descriptor.LOCKED, "PTE_CONT", Descriptor.CONTIGUOUS));
        constants(Map.of("PROT_R", 1L, "PROT_W", 2L, "PROT_X", 4L, "PROT_GLOBAL", 8L, "SCTLR_M", Stage1Registers.MMU_ON, "TCR_HA", Stage1Registers.HA, "TCR_HD", Stage1Registers.HD,
                "HCR_FB", 1L << 9));
        constants(Map.of("PTE_DBM", Descriptor.DBM, "PTE_NG", Stage1Descriptor.NOT_GLOBAL, "PTE_RDONLY", Stage1Descriptor.READ_ONLY, "PTE_PXN", Stage1Descriptor.PXN));
        constants(Map.of("EINTR", 4L, "E2BIG", 7L, "EAGAIN", 11L, "ENOMEM", 12L, "EFAULT", 14L, "EINVAL", 22L, "ERANGE", 34L));
        constants(Map.of("FAULT_TRANSLATION", (long) Fault.TRANSLATION, "FAULT_PERMISSION", (long) Fault.PERMISSION,
                "FAULT_ACCESS_FLAG", (long) Fault.ACCESS_FLAG, "FAULT_CONFLICT", (long) Fault.CONFLICT, "ACCESS_READ", 0L, "ACCESS_WRITE", 1L, "ACCESS_EXECUTE", 2L));
        constants(Map.of("WALK_LEAF", 1L, "WALK_PRE", 2L, "WALK_POST", 4L, "WALK_HANDLE_FAULT", 8L, "WALK_IGNORE_EAGAIN", 16L));
        // Of KVM's stage-2 code. Up to v5.12 faults are serial and an entry that becomes invalid keeps its other bits; as of v6.4 they run in
        // parallel, and an invalid entry is zero or locked.
        eras("v5_11", "v6_4");
        // What the hypervisor's listings switch on, and the words for it. A scenario's parameter of the same name replaces the value.
        constants(Map.of("leafRule", 0L, "bbm", 0L, "eagain", 1L, "prejudge", 2L, "subset", 3L, "reload", 0L, "leaf", 0L, "pre", 1L));
        constants(Map.of("relaxFlush", 0L, "broadcast", 0L, "local", 1L, "local_always", 2L, "HAS_DIC", 0L));
        constants(Map.of("tableFlush", 0L, "vmid", 0L, "range", 1L, "aligned_range", 2L));
        constants(Map.of("rights", 0L, "equal", 0L, "mixed", 1L, "ALIGN_FIX", 1L, "HAS_TLBIRANGE", 1L));
        constants(Map.of("eagainEnds", 0L, "every_walk", 0L, "fault_walk", 1L, "unless_ignored", 2L, "invalidEntry", 0L, "bit_0", 0L, "zero", 1L, "LAB_MEMORY", 0L));
        constants(Map.of("rangeCheck", 0L, "greater", 0L, "greater_or_equal", 1L, "pgdStart", 0L, "posted", 0L, "suggested", 1L));
        constants(Map.of("conflictHandler", 0L, "kvm_efault", 0L, "flush_retry", 1L));
        constants(Map.of("manualProtect", 0L, "initiallySet", 0L, "logFlush", 1L, "splitChunk", 0L, "splitBarrier", 0L, "per_block", 0L, "at_end", 1L));
        constants(Map.of("VHE", 0L, "HCR_TGE", 1L << 27, "DIRTY_LOG", 0L, "mmuNotifier", 0L, "notifierRetry", 1L));
        constants(Map.of("VMID_LOCK", 1L, "IN_GUEST", 2L, "walkerSync", 1L, "vmidFlush", 1L, "vmidKick", 1L, "vmidRecheck", 1L));
    }

    @Override
    public ArmIntrinsics with(String name, long value) {
        super.with(name, value);
        return this;
    }
}
