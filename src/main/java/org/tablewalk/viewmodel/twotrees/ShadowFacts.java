package org.tablewalk.viewmodel.twotrees;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.inspector.FieldRow;
import org.tablewalk.viewmodel.inspector.FieldRows;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.inspector.WriteFacts;

/** What the inspector says about a table or an entry of a guest's or of KVM's at a moment. */
final class ShadowFacts {
    /** Entries that are listed one by one. */
    private static final int LISTED = 6;

    private final TwoTreesReading shadow;
    private final ShadowSource source;
    private final Messages messages;
    private final Names names;
    private final PageFacts pages;
    private final ShadowScene scene;

    ShadowFacts(TwoTreesReading shadow, Messages messages) {
        this.shadow = shadow;
        this.messages = messages;
        source = shadow.source();
        scene = shadow.scene();
        names = new Names(source, messages);
        pages = new PageFacts(source, shadow.design(), messages);
    }

    /** A shadow page. */
    Sheet page(ShadowSource.Page page) {
        var sections = new ArrayList<FactSection>();
        section(sections, "shadow.broken", shadow.broken());
        section(sections, page.gfn() == ShadowSource.UNKNOWN ? "" : messages.text("shadow.sameGfn", Names.hex(source.bucket(page.gfn()))), pages.sameGfn(page));
        section(sections, "shadow.otherDesigns", shadow.otherDesigns(page));
        section(sections, "shadow.links", pages.links(page));
        section(sections, "shadow.entries", entries(page.table()));
        section(sections, "shadow.madeBy", writes(word -> Names.role(word)));
        List<BitField> bits = pages.bits(page);
        return sheet(messages.text("shadow.title", names.page(page), page.level(), Names.known(page.gfn())), pages.kind(page), pages.comparison(page),
                messages.text("shadow.roleWord", page.known() == PageFacts.ALL_KNOWN ? Names.role(page.role()) : "?"), bits, page.role(), pages.compared(page), pages.fields(page),
                sections);
    }

    private void section(List<FactSection> sections, String heading, List<Fact> facts) {
        sections.add(new FactSection(messages.textOr(heading, heading), facts));
    }

    /** A special root page. */
    Sheet special(long table) {
        var sections = new ArrayList<FactSection>();
        ShadowSource.Special special = names.special(table);
        if (special != null) {
            section(sections, "shadow.entries", entries(table));
        }
        return sheet(special == null ? messages.text("shadow.gone") : names.special(special), messages.text(special == null ? "page.gone" : "page.special"),
                messages.text("inspector.at", Numbers.hex(table)), "", List.of(), 0, 0, List.of(), sections);
    }

    /** The entries of a table of the host that lead anywhere. */
    private List<Fact> entries(long table) {
        var facts = new ArrayList<Fact>();
        ShadowSource.Contents contents = source.contents(table);
        int[] first = contents.first();
        for (int i = 0; i < Math.min(LISTED, first.length); i++) {
            facts.add(Fact.to(new Chosen.Shadow(table, first[i]), "[" + first[i] + "]", says(source.entry(table, first[i]))));
        }
        int more = contents.links() + contents.leaves() + contents.other() - facts.size();
        if (more > 0) {
            facts.add(Fact.plain("", messages.text("links.more", Numbers.grouped(more))));
        }
        return facts;
    }

    private String says(ShadowSource.ShadowEntry e) {
        return switch (e.kind()) {
            case EMPTY -> messages.text("entry.empty");
            case LINK -> messages.text("entry.table", names.table(e.table()));
            case LEAF -> messages.text("entry.leaf", Names.known(e.gfn()), Names.known(e.pfn()), Names.access(e.access()));
            case MMIO -> messages.text("entry.mmio", Names.known(e.gfn()));
            case UNKNOWN -> messages.text("entry.unknown");
        };
    }

    /** An entry of a shadow page or of a special page. */
    Sheet entry(Chosen.Shadow at) {
        ShadowSource.Page page = source.page(at.table());
        ShadowSource.Special special = names.special(at.table());
        if (page == null && special == null) {
            return special(at.table());
        }
        int level = page != null ? page.level() : special.level();
        ShadowSource.ShadowEntry entry = source.entry(at.table(), at.index());
        boolean known = entry.kind() != ShadowSource.ShadowEntry.Kind.UNKNOWN;
        long before = scene.before().getOrDefault(at.address(), entry.word());
        if (before == ShadowSource.UNKNOWN) {
            // A trace tells what was set, not always over what.
            before = entry.word();
        }
        List<BitField> bits = known ? EntryBits.shadow(entry.word(), level, shadow.ept(), messages) : List.of();
        var sections = new ArrayList<FactSection>();
        section(sections, "shadow.broken", shadow.broken());
        var about = new ArrayList<Fact>();
        about.add(Fact.to(Chosen.Shadow.page(at.table()), messages.text("entry.of"), page != null ? pages.brief(page) : names.special(special)));
        if (entry.kind() == ShadowSource.ShadowEntry.Kind.LINK) {
            about.add(Fact.to(Chosen.Shadow.page(entry.table()), messages.text("entry.leadsTo"),
                    source.page(entry.table()) == null ? names.table(entry.table()) : pages.brief(source.page(entry.table()))));
        }
        if (page != null && page.shadows() != null) {
            var part = page.shadows();
            // Two entries of a shadow page of level 2 stand for one of 4 bytes, which maps twice as much.
            int index = part.first() + at.index() * part.count() / 512;
            about.add(Fact.to(new Chosen.Guest(part.table(), index), messages.text("entry.madeFrom"),
                    messages.text("guest.entry", names.guest(part.table()), index)));
        }
        section(sections, "entry.about", about);
        section(sections, "inspector.writes", writes(word -> kind(word, level)));
        return sheet(messages.text("entry.title", names.entry(at.address()), level), says(entry), messages.text("inspector.at", Numbers.hex(at.address())),
                known ? Numbers.word(entry.word()) : "?", bits, entry.word(), before, rows(bits, entry.word(), before), sections);
    }

    private String kind(long spte, int level) {
        if (!Spte.present(spte)) {
            return messages.text("entry.empty");
        }
        return messages.text(Spte.leaf(spte, level) ? "kind.PAGE" : "kind.TABLE");
    }

    /** A guest's table. */
    Sheet guestTable(ShadowSource.GuestTable table) {
        var facts = new ArrayList<Fact>();
        ShadowSource.Contents contents = source.contents(table);
        int[] first = contents.first();
        for (int i = 0; i < Math.min(LISTED, first.length); i++) {
            facts.add(Fact.to(new Chosen.Guest(table, first[i]), "[" + first[i] + "]", says(source.entry(table, first[i]))));
        }
        var sections = new ArrayList<FactSection>();
        section(sections, "guest.shadowedBy", shadowedBy(table));
        section(sections, "shadow.entries", facts);
        return sheet(names.guest(table), messages.text(table.cpu() >= 0 ? "guest.isPdptes" : "guest.isTable", WalkRules.entryBytes(table.rules())),
                table.cpu() >= 0 ? "" : messages.text("guest.at", Numbers.hex(table.gfn() << 12)), "", List.of(), 0, 0, List.of(), sections);
    }

    private List<Fact> shadowedBy(ShadowSource.GuestTable table) {
        var facts = new ArrayList<Fact>();
        for (ShadowSource.Page page : source.chain(source.bucket(table.gfn()))) {
            if (page.gfn() == table.gfn() && page.shadows() != null && page.shadows().table().level() == table.level()) {
                facts.add(Fact.to(Chosen.Shadow.page(page.table()), names.page(page), pages.kind(page)));
            }
        }
        if (source.tracked(table.gfn()) >= 0) {
            facts.add(Fact.plain(messages.text("links.tracked"), messages.text("links.trackedCount", Names.hex(table.gfn()), source.tracked(table.gfn()))));
        }
        return facts;
    }

    /** An entry of a guest's table. */
    Sheet guestEntry(Chosen.Guest at) {
        ShadowSource.GuestTable table = at.table();
        ShadowSource.GuestEntry entry = source.entry(table, at.index());
        boolean known = entry.kind() != ShadowSource.GuestEntry.Kind.UNKNOWN && entry.kind() != ShadowSource.GuestEntry.Kind.NO_MEMORY;
        int bytes = WalkRules.entryBytes(table.rules());
        long gpa = (table.gfn() << 12) + (long) bytes * at.index();
        long before = bytes == 4 ? half(scene.guestBefore().get(gpa & -8), gpa, entry.word())
                : scene.guestBefore().getOrDefault(gpa, entry.word());
        List<BitField> bits = known ? EntryBits.guest(entry.word(), table.level(), table.rules(), messages) : List.of();
        var sections = new ArrayList<FactSection>();
        var about = new ArrayList<Fact>();
        about.add(Fact.to(new Chosen.Guest(table, Chosen.WHOLE), messages.text("entry.of"), names.guest(table)));
        if (entry.kind() == ShadowSource.GuestEntry.Kind.TABLE) {
            var next = ShadowSource.GuestTable.at(entry.gfn(), table.level() - 1, table.rules());
            about.add(Fact.to(new Chosen.Guest(next, Chosen.WHOLE), messages.text("entry.leadsTo"), names.guest(next)));
        }
        section(sections, "entry.about", about);
        section(sections, "inspector.writes", table.cpu() >= 0 ? List.of() : writes(word -> guestKind(half(word, gpa, word), table)));
        return sheet(messages.text("guest.entry", names.guest(table), at.index()), says(entry),
                table.cpu() >= 0 ? "" : messages.text("guest.at", Numbers.hex(gpa)), known ? bytes == 4 ? Numbers.hex(entry.word()) : Numbers.word(entry.word()) : "?",
                bits, entry.word(), before, rows(bits, entry.word(), before), sections);
    }

    /** The 4 bytes at an address of the 8 that hold it. */
    private static long half(Long word, long gpa, long otherwise) {
        return word == null ? otherwise : word >>> 8 * (gpa & 4) & 0xffff_ffffL;
    }

    private String guestKind(long pte, ShadowSource.GuestTable table) {
        return messages.text(!GuestPte.present(pte, table.rules()) ? "entry.empty"
                : GuestPte.leaf(pte, table.level(), table.rules()) ? "kind.PAGE" : "kind.TABLE");
    }

    private String says(ShadowSource.GuestEntry e) {
        return switch (e.kind()) {
            case EMPTY -> messages.text("entry.empty");
            case TABLE -> messages.text("guest.points", Names.known(e.gfn()));
            case LEAF -> messages.text("guest.maps", Names.known(e.gfn()), Names.access(e.access()));
            case RESERVED -> messages.text("guest.reserved");
            case NO_MEMORY -> messages.text("guest.noMemory");
            case UNKNOWN -> messages.text("entry.unknown");
        };
    }

    private static List<FieldRow> rows(List<BitField> parts, long now, long before) {
        return FieldRows.of(parts, now, before);
    }

    /** What is empty has no line. */
    private static Sheet sheet(String title, String kind, String address, String word, List<BitField> bits, long now, long before, List<FieldRow> fields,
            List<FactSection> sections) {
        return new Sheet(title, kind, null, address.isEmpty() ? null : address, word.isEmpty() ? null : word, bits.isEmpty() ? null : bits, now, before,
                fields, sections);
    }

    private List<Fact> writes(LongFunction<String> kind) {
        return WriteFacts.of(shadow.frame(), kind, true, messages);
    }
}
