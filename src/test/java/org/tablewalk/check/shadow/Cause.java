package org.tablewalk.check.shadow;

import java.util.EnumSet;
import java.util.Set;
import org.tablewalk.arch.x86.RoleDesign;

/** Why a design's shadow tables may say what the guest's do not: the known harms, and which designs have them (domain sections 2.4 and 4). */
enum Cause {
    /** A level-5 page made for a 4-level guest as a portal is used as the table of a 5-level guest, or the other way round (4.3). */
    PORTAL_AS_TABLE,
    /** A level-3 page made from PAE's page-directory pointers is used as a 64-bit table, or the other way round (2.4: collisions). */
    PAE_ROOT_AS_TABLE,
    /** A level-3 page is used for two tables of pointers that lie in one guest frame (4.8). */
    TWO_PAE_ROOTS_IN_A_FRAME,
    /**
     * A level-3 page made from PAE's pointers follows writes to their memory, where the processor follows loads of CR3: a link made again from the
     * registers after such a write is never looked at when they are loaded (2.4 c).
     */
    POINTERS_AS_TABLE,
    /** A page that shadows a guest table is taken for passthrough, so writes to the table pass it by (4.2, 2.4 d). */
    TABLE_AS_PASSTHROUGH,
    /**
     * An entry of a PAE guest's directory changed while the page that shadows it was made: the posted series does not read the entry of the guest's
     * top table again after that table is write-protected (3.2).
     */
    TOP_NOT_READ_AGAIN,
    /** A linked child was used again though its gfn or role is not what was asked for (section 6). */
    REUSED_CHILD,
    /** None of the known ones. */
    UNKNOWN;

    /** The harms that a design is known to do. */
    static Set<Cause> of(RoleDesign design) {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        switch (design) {
            case V5_17 -> causes.add(PORTAL_AS_TABLE);
            case GLEVEL_POSTED, GLEVEL_FIXED -> causes.addAll(Set.of(PAE_ROOT_AS_TABLE, POINTERS_AS_TABLE, TABLE_AS_PASSTHROUGH, TOP_NOT_READ_AGAIN));
            case DELTA_PER_PAGE, DELTA_OF_ROOTS, PASSTHROUGH_LEVELS, TARGET_LEVEL -> causes.addAll(Set.of(PAE_ROOT_AS_TABLE, POINTERS_AS_TABLE));
            case MODE_BITS_NO_LA57 -> causes.addAll(Set.of(TABLE_AS_PASSTHROUGH, PORTAL_AS_TABLE));
            case MODE_BITS, ROOT_LEVEL, MAINLINE -> {}
        }
        if (design.expanded()) {
            causes.add(TWO_PAE_ROOTS_IN_A_FRAME);
        }
        return causes;
    }
}
