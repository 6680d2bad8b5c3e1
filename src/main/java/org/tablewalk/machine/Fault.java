package org.tablewalk.machine;

/** A fault packed in a word: kind (bits 7:0), level (15:8), access kind (23:16), whether it is of stage 1 (24), whether stage 2 raised it on a walk of stage 1 (25). Shared by events and the fault path's arguments. */
public final class Fault {
    public static final int TRANSLATION = 1;
    public static final int PERMISSION = 2;
    public static final int ACCESS_FLAG = 3;
    public static final int ADDRESS_SIZE = 4;
    public static final int CONFLICT = 5;

    /** It is of stage 1; otherwise of stage 2. */
    public static final long STAGE_1 = 1L << 24;
    /** Stage 2 raised it for the address of a stage-1 descriptor (S1PTW). */
    public static final long ON_WALK = 1L << 25;

    private Fault() {}

    public static long of(int kind, int level, int access) {
        return kind | (long) level << 8 | (long) access << 16;
    }

    public static int kind(long fault) {
        return (int) fault & 0xff;
    }

    public static int level(long fault) {
        return (int) (fault >>> 8) & 0xff;
    }

    public static int access(long fault) {
        return (int) (fault >>> 16) & 0xff;
    }
}
