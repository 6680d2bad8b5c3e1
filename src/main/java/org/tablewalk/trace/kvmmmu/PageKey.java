package org.tablewalk.trace.kvmmmu;

import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;

/**
 * What tells shadow pages of a trace apart. Bits 0..16 of role words lie as in mainline in every kernel that has these events.
 *
 * @param gfn        of the guest table, or the first of the range that a direct page maps
 * @param role       the bits of the role word that are known, without invalid: a page keeps its key when it becomes invalid
 * @param known      which those are
 * @param generation the page's generation, or -1
 */
public record PageKey(long gfn, long role, long known, long generation) {
    private static final RoleDesign LAYOUT = RoleDesign.MAINLINE;

    /** The key of a page of that role, which may say invalid. */
    public static PageKey of(long gfn, long role, long known, long generation) {
        return new PageKey(gfn, LAYOUT.bits(RoleField.INVALID).set(role, 0), known, generation);
    }

    /** A field's value, 0 if it is not known. */
    public int get(RoleField field) {
        return LAYOUT.get(role, field);
    }

    /** Whether all bits of a field are known. */
    public boolean knows(RoleField field) {
        long mask = LAYOUT.bits(field).set(0, -1);
        return (known & mask) == mask;
    }

    /** Whether a role word says that its page is invalid. */
    public static boolean invalid(long role) {
        return LAYOUT.get(role, RoleField.INVALID) != 0;
    }

    /** Level, 1..5. */
    public int level() {
        return get(RoleField.LEVEL);
    }

    /** Whether it maps a linear range. Every text tells this. */
    public boolean direct() {
        return get(RoleField.DIRECT) != 0;
    }

    /** Whether the guest entries it is made from have 4 bytes, so that its quadrant matters. */
    public boolean fourBytes() {
        return get(RoleField.HAS_4_BYTE_GPTE) != 0;
    }

    /** Whether it can stand for a guest's root table: the four pages of a PAE root stand for the tables below it. */
    public boolean canBeRoot() {
        return level() > 2 || fourBytes();
    }
}
