package org.tablewalk.picture.twotrees;

import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;

/** Reads words of guest tables, wherever they were found. */
public final class GuestWords {
    private GuestWords() {}

    /** What a word of a guest table says. */
    public static GuestEntry entry(long word, GuestTable table) {
        int level = table.level();
        int rules = table.rules();
        GuestEntry.Kind kind = kind(word, table);
        boolean leads = kind == GuestEntry.Kind.TABLE || kind == GuestEntry.Kind.LEAF;
        return new GuestEntry(kind, word, leads ? GuestPte.frame(word, level, rules) : ShadowSource.UNKNOWN,
                leads ? GuestPte.access(word, level, rules) : 0, (word & GuestPte.accessed(level, rules)) != 0,
                kind == GuestEntry.Kind.LEAF && (word & GuestPte.dirty(rules)) != 0);
    }

    /** The kind of entry that a word of a guest table is. */
    public static GuestEntry.Kind kind(long word, GuestTable table) {
        return switch (PageWalk.step(word, table.level(), table.rules())) {
            case PageWalk.TABLE -> GuestEntry.Kind.TABLE;
            case PageWalk.LEAF -> GuestEntry.Kind.LEAF;
            case PageWalk.RESERVED -> GuestEntry.Kind.RESERVED;
            default -> GuestEntry.Kind.EMPTY;
        };
    }
}
