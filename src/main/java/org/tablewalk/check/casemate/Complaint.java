package org.tablewalk.check.casemate;

/** What casemate refuses, in its own words: people compare them with what its checker prints. They are data, so they are not translated and keep their misspellings. */
enum Complaint {
    // Memory.
    WRITE_TO_UNKNOWN("Attempted write to uninitialised location"),
    INITIALISED_IN_USE("cannot initialise used location"),
    FREED_IN_USE("can't free location which is currently a PTE"),
    FILL_OF_PART_OF_A_PAGE("assertion failed: IS_PAGE_ALIGNED(phys_addr) && IS_PAGE_ALIGNED(size)"),
    // Trees.
    UNKNOWN_ON_WALK("Saw uninitialised PTE on pgtable traversal"),
    RESERVED_ENCODING("Saw invalid pte encoding"),
    USED_TWICE("double-use pte"),
    NOT_IN_USE("unmark non-PTE"),
    // Break before make.
    VALID_TO_VALID("BBM valid->valid"),
    UNCLEAN_TO_VALID("BBM invalid unclean->valid"),
    UNCLEAN_CHILDREN("BBM write table descriptor with unclean children"),
    UNCLEAN_PARENT("Wrote on a page with an unclean parent"),
    OWNED_CHILD("The parent of an entry that is owned by a thread has been invalidated"),
    LOCAL_BARRIER("Unsupported DSB NSH"),
    LOCAL_TLBI("Unsupported TLBI (expected broadcast)"),
    // Roots.
    EL2_ASID("TTBR0_EL2 ASID is reserved 0"),
    ROOT_HAS_ID("root already associated with an (VM/AS)ID"),
    ID_HAS_ROOT("duplicate (VM/AS)ID"),
    UNKNOWN_REGISTER("attempted read of uninitialised system register"),
    GEOMETRY("assertion failed: discover_page_size(stage) == PAGE_SIZE"),
    MISALIGNED_ROOT("assertion failed: IS_PAGE_ALIGNED(table_start)"),
    UNCLEAN_RELEASED("cannot release table where children are still unclean"),
    RELEASED_NO_ROOT("root does not exist"),
    RELEASED_IN_USE("cannot release table still in use"),
    OWNER_OF_TABLE_CHANGED("cannot change owned root if already in a tree"),
    // Locks and owners.
    NO_LOCK("must have associated root with a lock"),
    NOT_LOCKED("must write to pte while holding owner lock"),
    PLAIN_WRITE("Wrote plain without authorization"),
    OTHERS_ENTRY("Location owned by a thread but accessed by another"),
    LOCKED_ALREADY("Tried to lock a component that was alerady held"),
    LOCKED_BY_OTHER("Tried to reacquire lock on different thread"),
    UNLOCKED_BY_OTHER("Tried to unlock a cpmponent that was held by another thread"),
    NOT_HELD("Tried to unlock a component that was not held"),
    OWNED_UNKNOWN("cannot set thread owner for uninitialised PTE"),
    OWNED_MEMORY("cannot set thread owner for non PTE"),
    OWNED_ABOVE_LAST_LEVEL("cannot set thread owner for non-final-level PTE");

    private final String message;

    Complaint(String message) {
        this.message = message;
    }

    /** As casemate's checker prints it after {@code !}. */
    String message() {
        return message;
    }

    Refusal refusal() {
        return new Refusal(this);
    }
}
