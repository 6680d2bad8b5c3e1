package org.tablewalk.format.kvmmmu;

/** A value that an event can carry. The comments give ranges; {@link #UNKNOWN} stands for what a form of the text leaves out. */
public enum Field {
    /** Address that is walked or faulted on, in bytes. */
    ADDR("addr"),
    /** Error code of the page fault a walk is for. */
    PFERR("pferr"),
    /** A guest entry. */
    PTE("pte"),
    /** Level, 1..5. */
    LEVEL("level"),
    /** Guest physical address in bytes. */
    GPA("gpa"),
    /** Generation of a shadow page, or {@link #UNKNOWN}. */
    GENERATION("mmu_valid_gen"),
    /** Guest frame number, or {@link #UNKNOWN}. */
    GFN("gfn"),
    /** Bits of the role word as far as the text tells them, in the layout of {@link PageText}. */
    ROLE("role"),
    /** Which bits of {@link #ROLE} the text tells. */
    ROLE_KNOWN(null),
    /** CPUs and previous roots that use the page as a root, at the time. */
    ROOT_COUNT("root_count"),
    /** 1 while the page is out of step with its guest table. */
    UNSYNC("unsync"),
    /** 1 if the page was made, 0 if it was found. */
    CREATED("created"),
    /** Where an entry lies: a physical address in kvm_mmu_set_spte, else a pointer, which most kernels print as a hash. */
    SPTEP("sptep"),
    /** KVM's access bits: 1 execute, 2 write, 4 user. */
    ACCESS("access"),
    /** Generation in an MMIO entry. */
    MMIO_GENERATION("gen"),
    /** Number of the virtual CPU. */
    VCPU("vcpu_id"),
    /** Guest address of a fault, in bytes: virtual, or physical where the CPU walks KVM's tables by physical addresses. */
    FAULT_ADDRESS("cr2_or_gpa"),
    /** Error code of a fault. */
    ERROR_CODE("error_code"),
    /** Entry before. */
    OLD_SPTE("old_spte"),
    /** Entry after. */
    NEW_SPTE("new_spte"),
    /** 1 if another CPU had repaired the fault already; or {@link #UNKNOWN}. */
    SPURIOUS(null),
    /** 1 if the fault was repaired; or {@link #UNKNOWN}. */
    FIXED(null),
    /** Shadow pages in use. */
    USED_PAGES("mmu_used_pages"),
    /** An entry. */
    SPTE("spte"),
    /** Generation of the machine's memory slots. */
    KVM_GENERATION("kvm_gen"),
    /** Generation in a checked entry. */
    SPTE_GENERATION("spte_gen"),
    /** 1 if the two generations agree. */
    VALID(null),
    /** What an entry permits as KVM tells it: 1 read, 2 write, 4 execute, 8 user, 16 if there is no user bit to tell. */
    PERMISSIONS(null),
    /** Host frame number. */
    PFN("pfn"),
    /** Address space: 0, or 1 for system management mode. */
    ADDRESS_SPACE("as_id"),
    /** 0 or a negative error. */
    ERROR("errno");

    /** A value that the text does not tell. */
    public static final long UNKNOWN = -1;

    /** Its name in the kernel's record, where it stands there as it stands here; else null. */
    final String key;

    Field(String key) {
        this.key = key;
    }
}
