package org.tablewalk.arch.x86;

/**
 * Shadow entries as KVM makes them, in the ordinary format or that of EPT (domain section 1.3). W implies that KVM may make the entry writable, and
 * that implies that the host page may be written.
 */
public final class Spte {
    private Spte() {}

    /**
     * A leaf.
     *
     * @param pfn            first host frame
     * @param access         access code; in EPT user means the right to read
     * @param level          1..3
     * @param dirty          whether a right to write comes with the dirty bit set
     * @param writeProtected whether the page has to stay read-only for KVM's own reasons
     * @param hostWritable   whether the host page may be written
     */
    public static long leaf(long pfn, int access, int level, boolean dirty, boolean accessed, boolean writeProtected, boolean hostWritable, boolean ept) {
        boolean write = (access & Pte.ACC_WRITE) != 0 && hostWritable && !writeProtected;
        boolean execute = (access & Pte.ACC_EXEC) != 0;
        boolean user = (access & Pte.ACC_USER) != 0;
        long spte = pfn << 12 & Pte.FRAME | Pte.MMU_PRESENT | (level > 1 ? Pte.PS : 0);
        if (ept) {
            return spte | (user ? Pte.EPT_R : 0) | (execute ? Pte.EPT_X : 0) | (accessed ? Pte.EPT_A : 0) | (hostWritable ? Pte.EPT_HOST_WRITABLE : 0)
                    | (write ? Pte.EPT_W | Pte.EPT_MMU_WRITABLE | (dirty ? Pte.EPT_D : 0) : 0) | EPT_WRITE_BACK;
        }
        return spte | Pte.P | (user ? Pte.U : 0) | (execute ? 0 : Pte.NX) | (accessed ? Pte.A : 0) | (hostWritable ? Pte.HOST_WRITABLE : 0)
                | (write ? Pte.W | Pte.MMU_WRITABLE | (dirty ? Pte.D : 0) : 0);
    }

    /** Memory type 6 of an EPT leaf. */
    private static final long EPT_WRITE_BACK = 6L << 3;

    /** The entry that points to a shadow page's table: all rights, the restriction being the leaf's. */
    public static long link(long table, boolean ept) {
        long address = table & Pte.FRAME | Pte.MMU_PRESENT;
        return address | (ept ? Pte.EPT_R | Pte.EPT_W | Pte.EPT_X | Pte.EPT_A : Pte.P | Pte.W | Pte.U | Pte.A);
    }

    /** The entry of a special root page: P only where the hardware walks it as a PAE root, else with all rights. */
    public static long linkSpecial(long table, int rootLevel) {
        return table & Pte.FRAME | Pte.P | (rootLevel >= 4 ? Pte.A | Pte.W | Pte.U : 0);
    }

    /** Whether an entry leads anywhere: KVM's mark, or the hardware's alone in a special page. */
    public static boolean present(long spte) {
        return (spte & (Pte.MMU_PRESENT | Pte.P)) != 0;
    }

    /** Whether a present entry of a level maps memory. */
    public static boolean leaf(long spte, int level) {
        return level == 1 || (spte & Pte.PS) != 0;
    }
}
