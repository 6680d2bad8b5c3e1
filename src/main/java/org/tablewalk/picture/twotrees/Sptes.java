package org.tablewalk.picture.twotrees;

import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/**
 * Reads words of the tables that KVM made for the hardware, wherever they were found.
 *
 * @param rules how the hardware walks them, see {@link WalkRules}
 */
public record Sptes(int rules) {
    /** The words of EPT tables, or else of page tables of four levels. */
    public static Sptes of(boolean ept) {
        return new Sptes(ept ? WalkRules.EPT4 : 4 | WalkRules.NX);
    }

    /** A word that leads nowhere. */
    public ShadowEntry none(ShadowEntry.Kind kind, long word) {
        return new ShadowEntry(kind, word, ShadowSource.UNKNOWN, ShadowSource.UNKNOWN, ShadowSource.UNKNOWN, 0, false, false);
    }

    /** A word that points to a table, which may be {@link ShadowSource#UNKNOWN}. */
    public ShadowEntry link(long word, long table) {
        return new ShadowEntry(ShadowEntry.Kind.LINK, word, table, ShadowSource.UNKNOWN, ShadowSource.UNKNOWN, Pte.ACC_ALL, accessed(word), false);
    }

    /**
     * A word that maps memory.
     *
     * @param gfn guest frame it was installed for, or {@link ShadowSource#UNKNOWN}
     */
    public ShadowEntry leaf(long word, int level, long gfn) {
        return new ShadowEntry(ShadowEntry.Kind.LEAF, word, ShadowSource.UNKNOWN, GuestPte.frame(word, level, rules), gfn,
                GuestPte.access(word, level, rules), accessed(word), (word & GuestPte.dirty(rules)) != 0);
    }

    private boolean accessed(long word) {
        return (word & GuestPte.accessed(1, rules)) != 0;
    }
}
