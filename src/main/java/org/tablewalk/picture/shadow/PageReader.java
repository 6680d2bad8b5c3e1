package org.tablewalk.picture.shadow;

import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.Part;

/** Reads the headers of shadow pages: what a page is by its role word, and which guest table it is made from. */
final class PageReader {
    private static final int ENTRIES = 512;

    private final X86State state;
    private final RoleMeaning meaning;
    private final GuestTables guest;

    PageReader(X86State state, RoleMeaning meaning, GuestTables guest) {
        this.state = state;
        this.meaning = meaning;
        this.guest = guest;
    }

    /** The page of a number, or null where there is none. */
    Page read(int number) {
        X86State.ShadowPage p = state.shadowPage(number);
        if (p == null) {
            return null;
        }
        Answer direct = Answer.of(meaning.direct(p.role()));
        Answer passthrough = Answer.of(meaning.passthrough(p.role()));
        boolean guestEntries = !p.tdpMmu() && meaning.hasGuestEntries(p.role());
        int level = state.role(p.role(), RoleField.LEVEL);
        return new Page(p.table(), p.id(), level, p.gfn(), p.role(), 0xffff_ffffL, direct, passthrough, Answer.of(guestEntries),
                guestEntries ? part(p, level) : null, p.rootCount(), p.unsync(), p.unsyncChildren(), p.writeFlooding(),
                state.role(p.role(), RoleField.INVALID) != 0, linked(p), p.tdpMmu());
    }

    /** Whether an entry points to it or it is a root. The TDP MMU keeps no parents (domain section 6), so a header of its does not tell below the root. */
    private static Answer linked(X86State.ShadowPage p) {
        return p.tdpMmu() && p.rootCount() == 0 ? Answer.UNKNOWN : Answer.of(p.parents() != 0 || p.rootCount() > 0);
    }

    /** The guest table, or the quarter or half of one, that a page is made from. */
    private Part part(X86State.ShadowPage p, int level) {
        if (fourByteEntries(p.role())) {
            int count = level == 2 ? ENTRIES / 2 : ENTRIES;
            return new Part(GuestTable.at(p.gfn(), level, 2 | WalkRules.PSE), state.role(p.role(), RoleField.QUADRANT) * count, count);
        }
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            GuestTable root = guest.root(cpu).table();
            if (root != null && root.cpu() >= 0 && root.gfn() == p.gfn() && level == root.level()) {
                return new Part(root, 0, root.size());
            }
        }
        int rules = guest.rules(0);
        GuestTable table = GuestTable.at(p.gfn(), level, WalkRules.entryBytes(rules) == 8 ? rules : 4 | WalkRules.NX);
        return new Part(table, 0, ENTRIES);
    }

    private boolean fourByteEntries(long role) {
        RoleDesign.Bits bits = state.design().bits(RoleField.HAS_4_BYTE_GPTE);
        return bits == null ? state.role(role, RoleField.CR4_PAE) == 0 : bits.get(role) != 0;
    }
}
