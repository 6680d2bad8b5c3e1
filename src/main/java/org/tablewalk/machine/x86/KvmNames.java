package org.tablewalk.machine.x86;

import java.util.HashMap;
import java.util.Map;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Event;

/** What listings call the constants of the architecture and of KVM, and the fields of KVM's structures. */
final class KvmNames {
    private KvmNames() {}

    /** Constants that do not depend on more than the design. */
    static Map<String, Long> constants(RoleDesign design) {
        Map<String, Long> names = new HashMap<>();
        for (RoleField field : RoleField.values()) {
            names.put("role." + field.text(), (long) field.ordinal());
        }
        for (RoleDesign d : RoleDesign.values()) {
            names.put("DESIGN_" + d.name(), (long) d.ordinal());
        }
        names.put("DESIGN", (long) design.ordinal());
        for (X86Config.Virtualization v : X86Config.Virtualization.values()) {
            names.put(v.name(), (long) v.ordinal());
        }
        // What a scenario may set otherwise: how a linked child is looked at before it is used, how many writes make a flood, and
        // whether zapped pages are freed without a flush.
        names.putAll(Map.of("reuse_check", 0L, "write_flood", 3L, "CONFIG_FREE_ONLY", 0L));
        // Parts of a gfn's word, see X86Map.gfnInfo; what make_spte is asked for besides access and level.
        names.putAll(Map.of("GFN_TRACKED", 0xffffL, "GFN_READ_ONLY", 1L << 32, "SPTE_NEW_DIRTY", 1L << 16, "SPTE_NEW_ACCESSED", 1L << 17,
                "SPTE_NEW_PROTECTED", 1L << 18));
        names.putAll(Map.of("WALK_NX", (long) WalkRules.NX, "WALK_SMEP", (long) WalkRules.SMEP));
        names.putAll(Map.of("mmu_lock", 0L, "EXIT_PAGE_FAULT", (long) X86Intrinsics.EXIT_PAGE_FAULT, "EXIT_CR0", (long) X86Intrinsics.EXIT_CR0,
                "EXIT_CR3", (long) X86Intrinsics.EXIT_CR3, "EXIT_CR4", (long) X86Intrinsics.EXIT_CR4, "EXIT_EFER", (long) X86Intrinsics.EXIT_EFER,
                "EXIT_INVLPG", (long) X86Intrinsics.EXIT_INVLPG, "EXIT_GPA_STORE", (long) X86Intrinsics.EXIT_GPA_STORE,
                "EXIT_NO_ROOT", (long) X86Intrinsics.EXIT_NO_ROOT, "EXIT_INVPCID", (long) X86Intrinsics.EXIT_INVPCID));
        names.putAll(Map.of("CR0", (long) X86Intrinsics.CR0, "CR3", (long) X86Intrinsics.CR3, "CR4", (long) X86Intrinsics.CR4,
                "EFER", (long) X86Intrinsics.EFER, "GUEST_PF", 256L, "GP", (long) X86Intrinsics.GENERAL_PROTECTION, "EAGAIN", 11L, "ENOMEM", 12L, "EFAULT", 14L, "EINVAL", 22L));
        names.putAll(Map.of("PFERR_PRESENT", 1L, "PFERR_WRITE", 2L, "PFERR_USER", 4L, "PFERR_RSVD", 8L, "PFERR_FETCH", 16L,
                "ACC_EXEC", 1L, "ACC_WRITE", 2L, "ACC_USER", 4L, "ACC_ALL", 7L));
        names.putAll(Map.of("PT_PRESENT", Pte.P, "PT_WRITABLE", Pte.W, "PT_USER", Pte.U, "PT_ACCESSED", Pte.A, "PT_DIRTY", Pte.D,
                "PT_PAGE_SIZE", Pte.PS, "SPTE_HOST_WRITABLE", Pte.HOST_WRITABLE, "SPTE_MMU_WRITABLE", Pte.MMU_WRITABLE));
        names.putAll(Map.of("SPTE_WRITABLE", Pte.W, "SPTE_ACCESSED", Pte.A, "SPTE_DIRTY", Pte.D, "EPT4", (long) WalkRules.EPT4,
                "EPT5", (long) WalkRules.EPT5));
        names.putAll(Map.of("EPT_ACCESSED", Pte.EPT_A, "EPT_DIRTY", Pte.EPT_D));
        names.putAll(Map.of("CR0_PG", Registers.CR0_PG, "CR0_WP", Registers.CR0_WP, "CR0_PE", Registers.CR0_PE, "CR4_PSE", Registers.CR4_PSE,
                "CR4_PAE", Registers.CR4_PAE, "CR4_LA57", Registers.CR4_LA57, "CR4_SMEP", Registers.CR4_SMEP, "CR4_SMAP", Registers.CR4_SMAP,
                "EFER_LMA", Registers.EFER_LMA, "EFER_NX", Registers.EFER_NX));
        names.putAll(Map.of("HEADERS", X86Map.HEADERS, "TABLES", X86Map.TABLES, "GFNS", X86Map.GFNS, "DESCRIPTORS", X86Map.DESCRIPTORS,
                "VM", X86Map.VM, "HEADER_BYTES", (long) X86Map.HEADER_BYTES, "DESCRIPTOR_ENTRIES", (long) X86Map.DESCRIPTOR_ENTRIES,
                "EFER_LME", Registers.EFER_LME));
        names.putAll(Map.of("CR4_PGE", Registers.CR4_PGE, "CR4_PCIDE", Registers.CR4_PCIDE, "CR3_NO_FLUSH", Registers.CR3_NO_FLUSH,
                "CR3_PCID", 0xfffL));
        names.putAll(Map.of("T_GUEST_WALK", (long) Event.GUEST_WALK, "T_INJECT", (long) Event.INJECT, "T_SP_ALLOC", (long) Event.SP_ALLOC,
                "T_SP_ZAP", (long) Event.SP_ZAP, "T_SP_FREE", (long) Event.SP_FREE, "T_SPTE_SET", (long) Event.SPTE_SET,
                "T_SP_LINK", (long) Event.SP_LINK, "T_SP_UNLINK", (long) Event.SP_UNLINK, "T_RMAP_ADD", (long) Event.RMAP_ADD,
                "T_RMAP_REMOVE", (long) Event.RMAP_REMOVE));
        names.putAll(Map.of("T_SP_REUSE", (long) Event.SP_REUSE, "T_RMAP_MISSING", (long) Event.RMAP_MISSING));
        names.putAll(Map.of("T_TRACK", (long) Event.TRACK, "T_SP_UNSYNC", (long) Event.SP_UNSYNC, "T_SP_SYNC", (long) Event.SP_SYNC,
                "T_PTE_WRITE", (long) Event.PTE_WRITE, "T_SPECIAL_PAGE", (long) Event.SPECIAL_PAGE, "T_ROOT", (long) Event.ROOT,
                "T_ROOT_REUSE", (long) Event.ROOT_REUSE));
        return names;
    }

    /** Byte offsets of fields. */
    static Map<String, Long> fields() {
        Map<String, Long> fields = new HashMap<>();
        fields.put("gfn", (long) X86Map.SP_GFN);
        fields.put("role", (long) X86Map.SP_ROLE);
        fields.put("spt", (long) X86Map.SP_SPT);
        fields.put("gfns", (long) X86Map.SP_GFNS);
        fields.put("parent_ptes", (long) X86Map.SP_PARENT_PTES);
        fields.put("root_count", (long) X86Map.SP_ROOT_COUNT);
        fields.put("unsync", (long) X86Map.SP_UNSYNC);
        fields.put("unsync_children", (long) X86Map.SP_UNSYNC_CHILDREN);
        fields.put("write_flooding_count", (long) X86Map.SP_WRITE_FLOODING_COUNT);
        fields.put("hash_link", (long) X86Map.SP_HASH_LINK);
        fields.put("next", (long) X86Map.SP_NEXT);
        fields.put("prev", (long) X86Map.SP_PREV);
        fields.put("id", (long) X86Map.SP_ID);
        fields.put("mmu_valid_gen", (long) X86Map.SP_MMU_VALID_GEN);
        fields.put("accounted", (long) X86Map.SP_ACCOUNTED);
        fields.put("tdp_mmu_page", (long) X86Map.SP_TDP_MMU_PAGE);
        fields.put("unsync_child_bitmap", (long) X86Map.SP_UNSYNC_CHILD_BITMAP);
        fields.put("cpu_role", (long) X86Map.MMU_CPU_ROLE);
        fields.put("root_role", (long) X86Map.MMU_ROOT_ROLE);
        fields.put("cpu_level", (long) X86Map.MMU_CPU_LEVEL);
        fields.put("shadow_level", (long) X86Map.MMU_SHADOW_LEVEL);
        fields.put("root_hpa", (long) X86Map.MMU_ROOT_HPA);
        fields.put("root_pgd", (long) X86Map.MMU_ROOT_PGD);
        fields.put("prev_roots", (long) X86Map.MMU_PREV_ROOTS);
        fields.put("pdptrs", (long) X86Map.MMU_PDPTRS);
        fields.put("walk", (long) X86Map.MMU_WALK);
        fields.put("scratch", (long) X86Map.MMU_SCRATCH);
        // One level of the guest walk.
        fields.put("table_gfn", 0L);
        fields.put("pt_access", 8L);
        fields.put("gpte", 16L);
        fields.put("pte_gpa", 24L);
        fields.put("used_pages", (long) X86Map.VM_USED_PAGES);
        fields.put("active_head", (long) X86Map.VM_ACTIVE_HEAD);
        fields.put("active_tail", (long) X86Map.VM_ACTIVE_TAIL);
        fields.put("free_pages", (long) X86Map.VM_FREE_PAGES);
        fields.put("free_descriptors", (long) X86Map.VM_FREE_DESCRIPTORS);
        fields.put("valid_gen", (long) X86Map.VM_VALID_GEN);
        fields.put("next_id", (long) X86Map.VM_NEXT_ID);
        fields.put("invalid_head", (long) X86Map.VM_INVALID_HEAD);
        fields.put("indirect_pages", (long) X86Map.VM_INDIRECT_PAGES);
        return fields;
    }
}
