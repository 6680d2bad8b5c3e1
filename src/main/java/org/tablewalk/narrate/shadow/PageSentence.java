package org.tablewalk.narrate.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Quadrants;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.EventRecord;

/** What happens to shadow pages and their links, in words that name level, gfn, role and why. */
final class PageSentence {
    private final Templates templates;
    private final ShadowWords words;

    PageSentence(Templates templates, ShadowWords words) {
        this.templates = templates;
        this.words = words;
    }

    String made(EventRecord e, X86State after) {
        ShadowPage sp = after.shadowPageAt(e.a());
        return sp == null ? templates.fill("x86.made.unknown", Words.address(e.a()))
                : templates.fill("x86.made", words.kind(after, sp), hangs(e.b(), after), why(sp, after), words.name(sp), Words.hex(sp.role()));
    }

    private String hangs(long entry, X86State state) {
        return entry == 0 ? templates.fill("x86.as.root") : templates.fill("x86.hangs", words.entry(state, entry));
    }

    /** Why the hash had nothing: nobody has the gfn, or whoever has it has another role; a portal first. */
    private String why(ShadowPage sp, X86State state) {
        ShadowPage other = null;
        for (long header : state.bucket(X86State.bucketOf(sp.gfn()))) {
            ShadowPage p = state.shadowPageAt(header);
            if (p != null && p.id() != sp.id() && p.gfn() == sp.gfn() && (other == null || words.meaning().passthrough(p.role()))) {
                other = p;
            }
        }
        if (other == null) {
            return templates.fill("x86.why.gfn");
        }
        if (other.role() == sp.role()) {
            return templates.fill("x86.why.obsolete", words.name(other));
        }
        return templates.fill(words.meaning().passthrough(other.role()) ? "x86.why.portal" : "x86.why.role", words.name(other),
                words.difference(state.design(), sp.role(), other.role()));
    }

    String found(EventRecord e, X86State after) {
        ShadowPage sp = after.shadowPageAt(e.a());
        if (sp == null) {
            return templates.fill("x86.found.unknown", Words.address(e.a()));
        }
        String text = templates.fill("x86.found", words.described(after, sp), Words.hex(sp.role()), hangs(e.b(), after));
        return sp.unsync() ? templates.fill("x86.found.unsync", text) : text;
    }

    String linked(EventRecord e, X86State after) {
        ShadowPage child = after.shadowPageAt(e.b());
        String where = words.entry(after, e.a());
        if (child == null) {
            return templates.fill("x86.link", words.table(after, e.b()), where, "");
        }
        long others = after.entries(child.parents()).stream().filter(p -> p != e.a()).count();
        String more = others == 0 ? "" : templates.fill(others == 1 ? "x86.link.second" : "x86.link.more", others + 1);
        return templates.fill("x86.link", words.name(child), where, more + pair(e.a(), after));
    }

    /** Under a directory of 4-byte entries each guest entry covers two shadow entries. */
    private String pair(long entry, X86State state) {
        ShadowPage parent = state.shadowPageAt(entry);
        if (parent == null || ShadowWords.level(state, parent) != 2 || !words.fourByte(state, parent)) {
            return "";
        }
        int index = (int) (entry & 0xfff) / 8;
        int quadrant = state.role(parent.role(), RoleField.QUADRANT);
        return templates.fill("x86.link.pair", Quadrants.guestEntry(2, quadrant, index), index & ~1, index | 1, quadrant);
    }

    String unlinked(EventRecord e, X86State after) {
        ShadowPage child = after.shadowPageAt(e.b());
        if (child == null) {
            return templates.fill("x86.unlink", words.table(after, e.b()), words.entry(after, e.a()));
        }
        long left = after.entries(child.parents()).stream().filter(p -> p != e.a()).count();
        return templates.fill(left == 0 ? "x86.unlink.orphan" : "x86.unlink.left", words.described(after, child), words.entry(after, e.a()), left);
    }

    String zapped(EventRecord e, X86State after) {
        ShadowPage sp = after.shadowPageAt(e.a());
        return sp == null ? templates.fill("x86.zap.unknown", Words.address(e.a()))
                : templates.fill(e.b() == 0 ? "x86.zap" : "x86.zap.root", words.described(after, sp), e.b());
    }

    String freed(EventRecord e, X86State before) {
        ShadowPage sp = before.shadowPageAt(e.a());
        return sp == null ? templates.fill("x86.free.gfn", Words.hex(e.b())) : templates.fill("x86.free", words.described(before, sp));
    }

    String unsynced(EventRecord e, X86State after) {
        ShadowPage sp = after.shadowPageAt(e.a());
        return templates.fill("x86.unsync", sp == null ? words.table(after, e.a()) : words.described(after, sp), Words.hex(e.b()));
    }

    String synced(EventRecord e, X86State after) {
        ShadowPage sp = after.shadowPageAt(e.a());
        String name = sp == null ? words.table(after, e.a()) : words.described(after, sp);
        return templates.fill(e.b() == 0 ? "x86.sync.same" : "x86.sync", name);
    }

    /** A leaf set, changed or zapped. */
    String set(EventRecord e, X86State after) {
        String where = words.entry(after, e.a());
        boolean was = Spte.present(e.b());
        boolean is = Spte.present(e.c());
        if (!is) {
            return was ? templates.fill("x86.spte.zap", where, words.value(after, e.a(), e.b())) : templates.fill("x86.spte.nothing", where);
        }
        String now = words.value(after, e.a(), e.c());
        if (was && (e.b() & ~e.c() & Pte.W) != 0 && Spte.present(e.c()) && X86State.table(e.b()) == X86State.table(e.c())) {
            return templates.fill("x86.spte.protect", where, now);
        }
        return was ? templates.fill("x86.spte.change", where, words.value(after, e.a(), e.b()), now) : templates.fill("x86.spte.set", where, now);
    }

    /** A guest's write to a shadowed table: which entry it is, and which shadow entries shadow that. */
    String write(EventRecord e, X86State after) {
        long gfn = e.a() >>> 12;
        List<String> hits = new ArrayList<>();
        for (long header : after.bucket(X86State.bucketOf(gfn))) {
            ShadowPage sp = after.shadowPageAt(header);
            if (sp != null && sp.gfn() == gfn && words.meaning().hasGuestEntries(sp.role())) {
                hits.add(hit(sp, (int) (e.a() & 0xfff), after));
            }
        }
        String what = templates.fill("x86.pte-write", Words.hex(e.b()), Words.address(e.a()), Words.hex(gfn));
        return templates.fill(hits.isEmpty() ? "x86.pte-write.nobody" : "x86.pte-write.hits", what, String.join(templates.fill("x86.and"), hits));
    }

    private String hit(ShadowPage sp, int offset, X86State state) {
        int level = ShadowWords.level(state, sp);
        if (!words.fourByte(state, sp)) {
            return templates.fill("x86.hit", words.name(sp), level, offset / 8);
        }
        int entry = offset / 4;
        int quadrant = state.role(sp.role(), RoleField.QUADRANT);
        int first = Quadrants.first(level, entry);
        return Quadrants.of(level, entry) != quadrant ? templates.fill("x86.hit.not", words.name(sp), level, quadrant)
                : templates.fill(Quadrants.count(level) == 2 ? "x86.hit.pair" : "x86.hit.quadrant", words.name(sp), level, first, first + 1, quadrant);
    }

    String tracked(EventRecord e) {
        return templates.fill(e.b() == 0 ? "x86.track.none" : e.b() == 1 ? "x86.track.one" : "x86.track", Words.hex(e.a()), e.b());
    }

    /** A root: a shadow page or a special page. */
    String root(EventRecord e, X86State after, String key) {
        if (e.a() == 0) {
            return templates.fill("x86.root.none");
        }
        ShadowPage sp = after.shadowPageAt(e.a());
        String name = X86State.special(e.a()) ? templates.fill("x86.special", words.table(after, e.a()))
                : sp == null ? Words.address(e.a()) : words.described(after, sp);
        return templates.fill(key, name, e.b(), Words.hex(e.b()));
    }
}
