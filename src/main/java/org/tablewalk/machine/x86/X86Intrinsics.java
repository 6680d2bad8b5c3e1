package org.tablewalk.machine.x86;

import java.util.Map;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.IntrinsicTable;

/** What listings can call on an x86 machine, the fields of KVM's structures, and the constants. */
public final class X86Intrinsics extends IntrinsicTable {
    // Pure functions.
    /** role_get(role, FIELD), role_set(role, FIELD, value): a bit field of the machine's design; one it does not have reads 0 and ignores writes. */
    static final int ROLE_GET = 0;
    static final int ROLE_SET = 1;
    /** gpte_index(address, level, rules): index in the guest's table. Rules, here and below: what paging_rules gives, or EPT4 or EPT5. */
    static final int GPTE_INDEX = 2;
    /** gpte_frame(gpte, level, rules): guest frame that an entry names, for a leaf its first. */
    static final int GPTE_FRAME = 3;
    /** gpte_present(gpte, rules), gpte_leaf(gpte, level, rules), gpte_reserved(gpte, level, rules): 1 or 0. */
    static final int GPTE_PRESENT = 4;
    static final int GPTE_LEAF = 5;
    static final int GPTE_RESERVED = 6;
    /** gpte_access(gpte, level, rules): access code of one entry; all for a PAE page-directory pointer. */
    static final int GPTE_ACCESS = 7;
    /** gpte_bytes(rules): 4 or 8. */
    static final int GPTE_BYTES = 8;
    /** spte_index(address, level): index in a shadow table. */
    static final int SPTE_INDEX = 9;
    /** spte_present(spte), spte_leaf(spte, level). */
    static final int SPTE_PRESENT = 10;
    static final int SPTE_LEAF = 11;
    /** make_spte(pfn, access | level &lt;&lt; 8 | dirty &lt;&lt; 16 | accessed &lt;&lt; 17 | write_protected &lt;&lt; 18, host_writable): a leaf. */
    static final int MAKE_SPTE = 12;
    /** link_spte(table): the non-leaf entry that points to a table; link_special(table, root_level): the entry of a special page under a root of that level. */
    static final int LINK_SPTE = 13;
    static final int LINK_SPECIAL = 14;
    /** spte_address(spte): bits 51:12. */
    static final int SPTE_ADDRESS = 15;
    /** sp_of(address): header of the shadow page whose table holds the address, or 0 for a special page. */
    static final int SP_OF = 16;
    /** hashfn(gfn): address of the head of its bucket. */
    static final int HASHFN = 17;
    /** rmap_head(gfn, level), gfn_info(gfn): addresses, 0 outside every slot. */
    static final int RMAP_HEAD = 18;
    static final int GFN_INFO = 19;
    /** host_pfn(gfn): -1 outside every slot; host_writable(gfn). */
    static final int HOST_PFN = 20;
    static final int HOST_WRITABLE = 21;
    /** mmu_of(cpu): address of its struct kvm_mmu; special_page(cpu, 0..2). */
    static final int MMU_OF = 22;
    static final int SPECIAL_PAGE = 23;
    /** paging_level(cr0, cr4, efer): the guest's root level; register_problem(cr0, cr4, efer): 0 or not. */
    static final int PAGING_LEVEL = 24;
    static final int REGISTER_PROBLEM = 25;
    static final int MIN = 26;
    static final int MAX = 27;
    /** ctz(x): number of trailing zeros, 64 for 0. */
    static final int CTZ = 28;
    /** random(x, n): a fixed hash of x, 0..n-1. */
    static final int RANDOM = 29;
    /** paging_rules(cr0, cr4, efer): format of the guest's tables and the bits that change what its entries mean, see {@link WalkRules}. */
    static final int PAGING_RULES = 30;
    /** access_permitted(access, error code, rules): 1 or 0, by the kind (write, fetch, user) that the error code tells. */
    static final int ACCESS_PERMITTED = 31;
    /** gpte_accessed(level, rules): an entry's accessed bit, 0 where it has none; gpte_dirty(rules): a leaf's dirty bit. */
    static final int GPTE_ACCESSED = 32;
    static final int GPTE_DIRTY = 33;

    // System intrinsics: each is a micro-step of its own.
    /** The word at {@code p}, and with a field's offset as the operand after those written: the word at {@code p} plus it. */
    static final int LOAD = 0;
    static final int STORE = 1;
    static final int CMPXCHG = 2;
    /** read_gpa(gpa, bytes), write_gpa(gpa, value, bytes): guest memory, by the host; reads 0 where memory has no contents. */
    static final int READ_GPA = 3;
    static final int WRITE_GPA = 4;
    /** cmpxchg_gpa4(gpa, old, new), cmpxchg_gpa8: the value found. */
    static final int CMPXCHG_GPA4 = 5;
    static final int CMPXCHG_GPA8 = 6;
    static final int LOCK = 7;
    static final int UNLOCK = 8;
    /** flush_tlb(): this CPU's; flush_tlb_gva(address); flush_remote_tlbs(): every CPU's, and waits until all have. */
    static final int FLUSH_TLB = 9;
    static final int FLUSH_TLB_GVA = 10;
    static final int FLUSH_REMOTE_TLBS = 11;
    /** load_hw_root(table, level): what the hardware walks from now on; does not flush. */
    static final int LOAD_HW_ROOT = 12;
    /** reg(REGISTER), set_reg(REGISTER, value): the guest's registers. */
    static final int REG = 13;
    static final int SET_REG = 14;
    /** insn_value(), insn_bytes(): of the guest store that exited. */
    static final int INSN_VALUE = 15;
    static final int INSN_BYTES = 16;
    /** trace(T_EVENT, a, b): a tracepoint, see {@link Event}. */
    static final int TRACE = 17;
    /** clear_page(address): zeroes the 512 words of a page at once. */
    static final int CLEAR_PAGE = 18;
    static final int CPU_ID = 19;
    // Guest instructions. They give 0 when done, or 256 + the error code of the #PF that the guest got.
    /** read(va), write(va), exec(va) as supervisor; user_read(va), user_write(va), user_exec(va). */
    static final int READ = 20;
    static final int WRITE = 21;
    static final int EXEC = 22;
    static final int USER_READ = 23;
    static final int USER_WRITE = 24;
    static final int USER_EXEC = 25;
    /** store(va, value, bytes): a supervisor store of a value. In listings {@code guest_store}. */
    static final int GUEST_STORE = 26;
    /** gpa_store(gpa, value, bytes): L1 stores to its own memory, or a guest without paging; write-tracked frames exit. */
    static final int GPA_STORE = 27;
    static final int MOV_CR0 = 28;
    static final int MOV_CR3 = 29;
    static final int MOV_CR4 = 30;
    static final int WRMSR_EFER = 31;
    static final int GUEST_INVLPG = 32;
    /** must_read(va), must_write(va), must_exec(va) as supervisor: the guest is not to get a fault from them. */
    static final int MUST_READ = 33;
    static final int MUST_WRITE = 34;
    static final int MUST_EXEC = 35;
    // What a listing only says.
    /** assert(condition): tells if it is 0. */
    static final int ASSERT = 36;
    /** give(pa, bytes, owner): tells whose memory it is from now on. */
    static final int GIVE = 37;
    /** mark_dirty(gpa), collect_dirty(gpa, bytes): tell what the host notes in its dirty log, and reads and clears there. */
    static final int MARK_DIRTY = 38;
    static final int COLLECT_DIRTY = 39;
    /** The guest's invpcid(type, pcid, address). */
    static final int GUEST_INVPCID = 40;
    /**
     * What removes entries of this CPU's TLB and paging-structure caches, as the instructions do it: invvpid(type, vpid, address) by the host; native_invlpg(address),
     * native_invpcid(type, pcid, address) as the guest's would if they did not exit. See {@link Invalidation}.
     */
    static final int INVVPID = 41;
    static final int NATIVE_INVLPG = 42;
    static final int NATIVE_INVPCID = 43;

    // Reasons of exits, as first argument of the exit routine (reason, a, b); the routine returns 0: execute the instruction again; 1: it is done;
    // 256 + error code: the guest gets #PF; negative: KVM_RUN ends with that error.
    /** a: address, b: error code. */
    public static final int EXIT_PAGE_FAULT = 0;
    /** a: new value. */
    public static final int EXIT_CR0 = 1;
    public static final int EXIT_CR3 = 2;
    public static final int EXIT_CR4 = 3;
    public static final int EXIT_EFER = 4;
    /** a: address. */
    public static final int EXIT_INVLPG = 5;
    /** A store by guest physical address to a frame that is write-protected for L1. a: gpa. */
    public static final int EXIT_GPA_STORE = 6;
    /** The vCPU is about to enter the guest without a root. */
    public static final int EXIT_NO_ROOT = 7;
    /** a: address, b: type | PCID &lt;&lt; 8. */
    public static final int EXIT_INVPCID = 8;

    // Registers, as in reg() and REGISTER events.
    public static final int CR0 = 0;
    public static final int CR3 = 1;
    public static final int CR4 = 2;
    public static final int EFER = 3;

    /** In place of an error code of a #PF: the guest gets #GP, as for a register value the architecture refuses. */
    public static final int GENERAL_PROTECTION = 256;

    /** Bits of a #PF error code. */
    public static final int PFERR_PRESENT = 1;
    public static final int PFERR_WRITE = 2;
    public static final int PFERR_USER = 4;
    public static final int PFERR_RSVD = 8;
    public static final int PFERR_FETCH = 16;

    /** The intrinsics with the constants of one machine. */
    public static X86Intrinsics of(X86Config config) {
        return new X86Intrinsics(config.design())
                .with("VIRTUALIZATION", config.virtualization().ordinal())
                .with("EXPANDED", config.design().expanded() ? 1 : 0)
                .with("HOST_LEVELS", config.hostLevels())
                .with("HOST_PAGE_LEVEL", config.hostPageLevel())
                .with("SHADOW_PAGES", config.shadowPages())
                .with("PREFETCH", config.prefetch())
                .with("CPUS", config.cpus())
                .with("RMAP_DESCRIPTORS", config.rmapDescriptors())
                .with("CONFIG_TAGS", config.caching().tagged() ? 1 : 0)
                .with("SPTE_HOST_WRITABLE", config.ept() ? Pte.EPT_HOST_WRITABLE : Pte.HOST_WRITABLE)
                .with("SPTE_MMU_WRITABLE", config.ept() ? Pte.EPT_MMU_WRITABLE : Pte.MMU_WRITABLE)
                .with("SPTE_ACCESSED", config.ept() ? Pte.EPT_A : Pte.A)
                .with("SPTE_DIRTY", config.ept() ? Pte.EPT_D : Pte.D);
    }

    /** The intrinsics that do not depend on more than the design: enough to run a design's own listing. */
    public X86Intrinsics(RoleDesign design) {
        pure("role_get", ROLE_GET, 2);
        pure("role_set", ROLE_SET, 3);
        pure("gpte_index", GPTE_INDEX, 3);
        pure("gpte_frame", GPTE_FRAME, 3);
        pure("gpte_present", GPTE_PRESENT, 2);
        pure("gpte_leaf", GPTE_LEAF, 3);
        pure("gpte_reserved", GPTE_RESERVED, 3);
        pure("gpte_access", GPTE_ACCESS, 3);
        pure("gpte_bytes", GPTE_BYTES, 1);
        pure("spte_index", SPTE_INDEX, 2);
        pure("spte_present", SPTE_PRESENT, 1);
        pure("spte_leaf", SPTE_LEAF, 2);
        pure("make_spte", MAKE_SPTE, 3);
        pure("link_spte", LINK_SPTE, 1);
        pure("link_special", LINK_SPECIAL, 2);
        pure("spte_address", SPTE_ADDRESS, 1);
        pure("sp_of", SP_OF, 1);
        pure("hashfn", HASHFN, 1);
        pure("rmap_head", RMAP_HEAD, 2);
        pure("gfn_info", GFN_INFO, 1);
        pure("host_pfn", HOST_PFN, 1);
        pure("host_writable", HOST_WRITABLE, 1);
        pure("mmu_of", MMU_OF, 1);
        pure("special_page", SPECIAL_PAGE, 2);
        pure("paging_level", PAGING_LEVEL, 3);
        pure("register_problem", REGISTER_PROBLEM, 3);
        pure("min", MIN, 2);
        pure("max", MAX, 2);
        pure("ctz", CTZ, 1);
        pure("random", RANDOM, 2);
        pure("paging_rules", PAGING_RULES, 3);
        pure("access_permitted", ACCESS_PERMITTED, 3);
        pure("gpte_accessed", GPTE_ACCESSED, 2);
        pure("gpte_dirty", GPTE_DIRTY, 1);
        system("load", LOAD, 1, true, "mov");
        system("store", STORE, 2, false, "mov");
        system("cmpxchg", CMPXCHG, 3, true, "lock cmpxchg");
        system("read_gpa", READ_GPA, 2, true, "mov");
        system("write_gpa", WRITE_GPA, 3, false, "mov");
        system("cmpxchg_gpa4", CMPXCHG_GPA4, 3, true, "lock cmpxchg");
        system("cmpxchg_gpa8", CMPXCHG_GPA8, 3, true, "lock cmpxchg");
        system("lock", LOCK, 1, false, "lock");
        system("unlock", UNLOCK, 1, false, "unlock");
        system("flush_tlb", FLUSH_TLB, 0, false, "invvpid");
        system("flush_tlb_gva", FLUSH_TLB_GVA, 1, false, "invvpid");
        system("flush_remote_tlbs", FLUSH_REMOTE_TLBS, 0, false, "ipi");
        system("load_hw_root", LOAD_HW_ROOT, 2, false, "vmwrite");
        system("reg", REG, 1, true, "vmread");
        system("set_reg", SET_REG, 2, false, "vmwrite");
        system("insn_value", INSN_VALUE, 0, true, "vmread");
        system("insn_bytes", INSN_BYTES, 0, true, "vmread");
        system("trace", TRACE, 3, false, "trace");
        system("clear_page", CLEAR_PAGE, 1, false, "rep stos");
        system("cpu_id", CPU_ID, 0, true, "mov");
        system("read", READ, 1, true, "mov");
        system("write", WRITE, 1, true, "mov");
        system("exec", EXEC, 1, true, "call");
        system("user_read", USER_READ, 1, true, "mov");
        system("user_write", USER_WRITE, 1, true, "mov");
        system("user_exec", USER_EXEC, 1, true, "call");
        system("guest_store", GUEST_STORE, 3, true, "mov");
        system("gpa_store", GPA_STORE, 3, true, "mov");
        system("mov_cr0", MOV_CR0, 1, true, "mov cr0");
        system("mov_cr3", MOV_CR3, 1, true, "mov cr3");
        system("mov_cr4", MOV_CR4, 1, true, "mov cr4");
        system("wrmsr_efer", WRMSR_EFER, 1, true, "wrmsr");
        system("invlpg", GUEST_INVLPG, 1, true, "invlpg");
        system("must_read", MUST_READ, 1, true, "mov");
        system("must_write", MUST_WRITE, 1, true, "mov");
        system("must_exec", MUST_EXEC, 1, true, "call");
        system("assert", ASSERT, 1, false, "assert");
        system("give", GIVE, 3, false, "give");
        system("mark_dirty", MARK_DIRTY, 1, false, "dirty");
        system("collect_dirty", COLLECT_DIRTY, 2, false, "dirty.collect");
        system("invpcid", GUEST_INVPCID, 3, true, "invpcid");
        system("invvpid", INVVPID, 3, false, "invvpid");
        system("native_invlpg", NATIVE_INVLPG, 1, false, "invlpg");
        system("native_invpcid", NATIVE_INVPCID, 3, false, "invpcid");
        constants(Map.of("host", (long) Event.HOST, "guest", (long) Event.GUEST));
        constants(KvmNames.constants(design));
        fields(KvmNames.fields());
    }

    @Override
    public X86Intrinsics with(String name, long value) {
        super.with(name, value);
        return this;
    }
}
