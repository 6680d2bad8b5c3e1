package org.tablewalk.check.casemate;

/** Where casemate's automaton of one 8-byte slot is. */
enum SlotState {
    /** Nothing said yet what it holds. */
    UNKNOWN,
    /** Memory that belongs to no tree. */
    MEMORY,
    /** An entry that is valid, or was found so. */
    VALID,
    /** An entry that was made invalid, and its old translation may still be in use; {@link Unclean} has the rest. */
    UNCLEAN,
    /** An entry that is invalid, and no old translation is left. */
    INVALID,
    /** An entry below one that is unclean. */
    FROZEN;

    /** Whether it is in a tree. */
    boolean entry() {
        return this != UNKNOWN && this != MEMORY;
    }
}
