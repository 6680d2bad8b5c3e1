package org.tablewalk.arch.x86;

/** Bits of page-table entries: guest entries, KVM's shadow entries, EPT entries (domain section 1.3). */
public final class Pte {
    public static final long P = 1;
    public static final long W = 1L << 1;
    public static final long U = 1L << 2;
    public static final long PWT = 1L << 3;
    public static final long PCD = 1L << 4;
    public static final long A = 1L << 5;
    public static final long D = 1L << 6;
    public static final long PS = 1L << 7;
    public static final long G = 1L << 8;
    public static final long NX = 1L << 63;

    /** In a shadow entry: the host page may be written; KVM may make the entry writable; the entry is KVM's and present. */
    public static final long HOST_WRITABLE = 1L << 9;
    public static final long MMU_WRITABLE = 1L << 10;
    public static final long MMU_PRESENT = 1L << 11;

    /** EPT: read, write, execute, accessed, dirty. */
    public static final long EPT_R = 1;
    public static final long EPT_W = 1L << 1;
    public static final long EPT_X = 1L << 2;
    public static final long EPT_A = 1L << 8;
    public static final long EPT_D = 1L << 9;
    public static final long EPT_HOST_WRITABLE = 1L << 57;
    public static final long EPT_MMU_WRITABLE = 1L << 58;

    /** Frame bits 51:12 of an 8-byte entry. */
    public static final long FRAME = 0x000f_ffff_ffff_f000L;

    /** Access code as in role.access: execute 1, write 2, user 4. */
    public static final int ACC_EXEC = 1;
    public static final int ACC_WRITE = 2;
    public static final int ACC_USER = 4;
    public static final int ACC_ALL = 7;

    private Pte() {}
}
