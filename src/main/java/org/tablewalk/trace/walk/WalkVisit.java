package org.tablewalk.trace.walk;

/**
 * One call of a walk's callback.
 *
 * @param position index of the step that makes the call
 * @param cpu      that walks
 * @param flag     why it is called, as listings number it: 1 LEAF, 2 TABLE_PRE, 4 TABLE_POST
 * @param level    of the entry
 * @param addr     the cursor
 * @param ptep     address of the entry
 * @param pte      what the walker had read there
 * @param returned index of the step in which the callback returned, or -1 if it has not
 * @param result   what it returned
 * @param reloaded whether the walker read the entry once more after that
 * @param again    what it read then
 */
public record WalkVisit(long position, int cpu, int flag, int level, long addr, long ptep, long pte, long returned, long result, boolean reloaded, long again) {
    /** A call for what is no table. */
    public static final int LEAF = 1;
    /** A call for a table before what is below it. */
    public static final int TABLE_PRE = 2;
    /** A call for a table after what is below it. */
    public static final int TABLE_POST = 4;

    /** The flag's name. */
    public static String flag(int flag) {
        return switch (flag) {
            case LEAF -> "LEAF";
            case TABLE_PRE -> "TABLE_PRE";
            default -> "TABLE_POST";
        };
    }
}
