package org.tablewalk.narrate.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;

/** The words that sentences about shadow pages are made of. */
final class ShadowWords {
    private static final String[] SPECIAL_PAGES = {"pae_root", "pml4_root", "pml5_root"};
    private static final String[] REGISTERS = {"CR0", "CR3", "CR4", "EFER"};

    private final Templates templates;
    private final RoleMeaning meaning;

    ShadowWords(Templates templates, RoleMeaning meaning) {
        this.templates = templates;
        this.meaning = meaning.remembered();
    }

    RoleMeaning meaning() {
        return meaning;
    }

    static int level(X86State state, ShadowPage sp) {
        return state.role(sp.role(), RoleField.LEVEL);
    }

    /** What people call a page: SP 3. */
    String name(ShadowPage sp) {
        return templates.fill("x86.sp", sp.id());
    }

    /** The same with level and gfn: SP 3 (level 3, gfn 0x101). */
    String described(X86State state, ShadowPage sp) {
        return templates.fill("x86.sp.described", sp.id(), level(state, sp), Words.hex(sp.gfn()));
    }

    /** What a page of that role is, and for which gfn. */
    String kind(X86State state, ShadowPage sp) {
        int level = level(state, sp);
        String gfn = Words.hex(sp.gfn());
        if (meaning.passthrough(sp.role())) {
            return templates.fill("x86.kind.portal", level, gfn);
        }
        if (meaning.direct(sp.role())) {
            return templates.fill("x86.kind.direct", level, gfn, bytes(512L << 12 + 9 * (level - 1)));
        }
        if (!meaning.hasGuestEntries(sp.role())) {
            return templates.fill("x86.kind.pointers", level, gfn);
        }
        return fourByte(state, sp) ? templates.fill("x86.kind.quadrant", level, gfn, state.role(sp.role(), RoleField.QUADRANT))
                : templates.fill("x86.kind.table", level, gfn);
    }

    private static String bytes(long size) {
        return size >= 1L << 40 ? (size >> 40) + " TiB" : size >= 1L << 30 ? (size >> 30) + " GiB" : (size >> 20) + " MiB";
    }

    /** Whether a page shadows a quadrant of a table with 4-byte entries. */
    boolean fourByte(X86State state, ShadowPage sp) {
        RoleDesign design = state.design();
        boolean four = design.bits(RoleField.HAS_4_BYTE_GPTE) != null ? design.get(sp.role(), RoleField.HAS_4_BYTE_GPTE) == 1
                : design.get(sp.role(), RoleField.CR4_PAE) == 0;
        return four && meaning.hasGuestEntries(sp.role()) && level(state, sp) <= 2;
    }

    /** What differs between a role word and another: level 5, not 4; passthrough 1, not 0. */
    String difference(RoleDesign design, long role, long other) {
        List<String> fields = new ArrayList<>();
        for (RoleDesign.Bits bits : design.layout()) {
            if (bits.get(role) != bits.get(other)) {
                fields.add(templates.fill("x86.role.field", bits.field().text(), bits.get(other), bits.get(role)));
            }
        }
        return String.join(templates.fill("x86.and"), fields);
    }

    /** The table that holds an address: SP 3, pae_root, or the gfn of a guest table. */
    String table(X86State state, long address) {
        if (X86State.special(address)) {
            return SPECIAL_PAGES[(int) (address - X86Map.SPECIAL >>> 12) % 3];
        }
        ShadowPage sp = state.shadowPageAt(address);
        if (sp != null) {
            return name(sp);
        }
        long gfn = state.map().gfnOf(address >>> 12);
        return gfn < 0 ? templates.fill("x86.word", Words.address(address)) : templates.fill("x86.guest.table", Words.hex(gfn));
    }

    /** A word that may be a pointer: SP 3 for its header, the name of a table for the address of one, else the number. */
    String pointer(X86State state, long word) {
        ShadowPage sp = state.shadowPageAt(word);
        if (X86State.special(word) && (word & 0xfff) == 0) {
            return table(state, word);
        }
        return sp == null ? Words.hex(word) : word == sp.header() ? name(sp) : word == sp.table() ? templates.fill("x86.sp.table", name(sp))
                : word >>> 36 == X86Map.TABLES >>> 36 && (word & 7) == 0 ? entry(state, word) : Words.hex(word);
    }

    /** An entry of a table in host memory: entry 5 of SP 3. */
    String entry(X86State state, long address) {
        return templates.fill("x86.entry", (address & 0xfff) / 8, table(state, address));
    }

    /** Whether an address lies in a table of KVM's: a shadow page's or a special page. */
    static boolean inTable(X86State state, long address) {
        return X86State.special(address) || address >>> 36 == X86Map.TABLES >>> 36 && state.shadowPageAt(address) != null;
    }

    /** What an entry of a table of KVM's says. */
    String value(X86State state, long address, long spte) {
        if (!Spte.present(spte)) {
            return templates.fill("x86.spte.empty");
        }
        ShadowPage sp = state.shadowPageAt(address);
        boolean leaf = sp != null && Spte.leaf(spte, level(state, sp));
        return leaf ? leaf(state, spte) : templates.fill("x86.spte.table", table(state, X86State.table(spte)));
    }

    /** Memory that a leaf maps: gfn and host frame, with the rights. */
    private String leaf(X86State state, long spte) {
        long frame = (spte & Pte.FRAME) >>> 12;
        long gfn = state.map().gfnOf(frame);
        return gfn < 0 ? templates.fill("x86.spte.frame", Words.hex(frame), rights(state, spte))
                : templates.fill("x86.spte.leaf", Words.hex(gfn), Words.hex(frame), rights(state, spte));
    }

    private String rights(X86State state, long spte) {
        boolean ept = state.map().config().ept();
        boolean write = (spte & Pte.W) != 0;
        boolean execute = ept ? (spte & Pte.EPT_X) != 0 : (spte & Pte.NX) == 0;
        boolean user = (spte & Pte.U) != 0;
        return (ept && (spte & Pte.EPT_R) == 0 ? "-" : "R") + (write ? "W" : "-") + (execute ? "X" : "-") + (ept ? "" : user ? " U" : " S");
    }

    /** How the tables that KVM shadows for a CPU are walked ({@link WalkRules}); of fewer than two levels where it shadows none. */
    static int rules(X86State state, int cpu) {
        X86State.Cpu c = state.cpu(cpu);
        return !state.map().config().ept() ? WalkRules.of(c.cr0(), c.cr4(), c.efer()) : c.mode().levels() == 5 ? WalkRules.EPT5 : WalkRules.EPT4;
    }

    /** What an entry of the guest's says. */
    String guestValue(long pte, int level, int rules) {
        return switch (PageWalk.step(pte, level, rules)) {
            case PageWalk.NOT_PRESENT -> templates.fill("x86.spte.empty");
            case PageWalk.RESERVED -> templates.fill("x86.gpte.reserved", Words.hex(pte));
            case PageWalk.TABLE -> templates.fill("x86.gpte.table", Words.hex(GuestPte.frame(pte, level, rules)), guestRights(pte, level, rules));
            default -> templates.fill(level == 1 ? "x86.gpte.page" : "x86.gpte.large", Words.hex(GuestPte.frame(pte, level, rules)), guestRights(pte, level, rules),
                    bytes(1L << WalkRules.shift(level, rules)));
        };
    }

    private static String guestRights(long pte, int level, int rules) {
        int access = GuestPte.access(pte, level, rules);
        boolean user = (access & Pte.ACC_USER) != 0;
        return (WalkRules.ept(rules) && !user ? "-" : "R") + ((access & Pte.ACC_WRITE) != 0 ? "W" : "-") + ((access & Pte.ACC_EXEC) != 0 ? "X" : "-")
                + (WalkRules.ept(rules) ? "" : user ? " U" : " S");
    }

    /** A #PF's error code: 0x3 (present, write). */
    String errorCode(long code) {
        List<String> words = new ArrayList<>();
        words.add(templates.fill((code & PageWalk.PRESENT) != 0 ? "x86.pf.present" : "x86.pf.absent"));
        words.add(templates.fill((code & PageWalk.FETCH) != 0 ? "x86.pf.fetch"
                : (code & PageWalk.WRITE) != 0 ? "x86.pf.write" : "x86.pf.read"));
        words.add(templates.fill((code & PageWalk.USER) != 0 ? "x86.pf.user" : "x86.pf.supervisor"));
        if ((code & PageWalk.RSVD) != 0) {
            words.add(templates.fill("x86.pf.reserved"));
        }
        return templates.fill("x86.pf", Words.hex(code), String.join(", ", words));
    }

    static String register(long register) {
        return REGISTERS[(int) register & 3];
    }

    String mode(PagingMode mode) {
        return templates.fill("x86.mode." + mode.name().toLowerCase(java.util.Locale.ROOT));
    }
}
