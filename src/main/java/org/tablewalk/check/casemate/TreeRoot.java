package org.tablewalk.check.casemate;

/** A tree that was active in some thread and is not released. */
final class TreeRoot {
    final long address;
    /** VMID or ASID: casemate gives each tree one, and has one name space for both. */
    final int id;
    final boolean stage1;
    /** Threads in which it is the active one. */
    int users;

    TreeRoot(long address, int id, boolean stage1) {
        this.address = address;
        this.id = id;
        this.stage1 = stage1;
    }
}
