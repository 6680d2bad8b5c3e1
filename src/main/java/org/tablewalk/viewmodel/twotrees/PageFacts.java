package org.tablewalk.viewmodel.twotrees;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FieldRow;

/** What there is to say about one shadow page at a moment. */
final class PageFacts {
    /** Parents that are listed one by one. */
    private static final int LISTED = 6;
    private static final int ROLE_BITS = 32;
    /** Known bits of a role word of which nothing is missing. */
    static final long ALL_KNOWN = 0xffff_ffffL;

    private final ShadowSource source;
    private final RoleDesign design;
    private final Messages messages;
    private final Names names;

    /** {@code design}: of the role words. */
    PageFacts(ShadowSource source, RoleDesign design, Messages messages) {
        this.source = source;
        this.design = design;
        this.messages = messages;
        names = new Names(source, messages);
    }

    /**
     * The fields of its role that say something, those that make this page another than its neighbours with a sentence each, those marked that differ from
     * the parent's. A page keeps its role while it lives.
     */
    List<FieldRow> fields(ShadowSource.Page page) {
        var rows = new ArrayList<FieldRow>();
        for (RoleDesign.Bits bits : design.layout()) {
            int value = bits.get(page.role());
            long mask = (1L << bits.width()) - 1 << bits.low();
            boolean known = (page.known() & mask) == mask;
            boolean quiet = messages.has("role." + bits.field().text() + ".quiet");
            boolean differs = known && value != bits.get(compared(page));
            if (quiet && known && value == 0 && !differs) {
                // Nothing to say about what is not so; the strip shows where it stands.
                continue;
            }
            int high = bits.low() + bits.width() - 1;
            rows.add(new FieldRow(high == bits.low() ? Integer.toString(high) : high + ":" + bits.low(), bits.field().text(),
                    known ? Integer.toString(value) : "?", known ? why(page, bits.field(), value) : messages.text("role.unknown"), differs, false,
                    !known || quiet && bits.width() == 1 && bits.field() != RoleField.HAS_4_BYTE_GPTE && bits.field() != RoleField.INVALID));
        }
        return rows;
    }

    /** The page that it hangs from and whose role its own is compared with; null if there is none, or if one of both roles is not wholly known. */
    ShadowSource.Page parent(ShadowSource.Page page) {
        List<Long> parents = source.parents(page);
        ShadowSource.Page parent = parents.isEmpty() ? null : source.page(parents.getFirst() & -4096);
        return parent != null && parent.known() == ALL_KNOWN && page.known() == ALL_KNOWN ? parent : null;
    }

    /** The role that a page's own is compared with: that of the page it hangs from, or its own. */
    long compared(ShadowSource.Page page) {
        ShadowSource.Page parent = parent(page);
        return parent == null ? page.role() : parent.role();
    }

    /** With whose role its own is compared; empty if with none. */
    String comparison(ShadowSource.Page page) {
        ShadowSource.Page parent = parent(page);
        return parent == null ? "" : messages.text("shadow.roleCompared", names.page(parent), Names.role(parent.role()));
    }

    /** Why a field has its value, as far as the page itself tells. */
    private String why(ShadowSource.Page page, RoleField field, int value) {
        String key = "role." + field.text();
        return switch (field) {
            case ACCESS -> messages.text(key, Names.access(value));
            case QUADRANT -> page.shadows() == null || page.shadows().count() == page.shadows().table().size() ? messages.text("role.quadrant.none")
                    : messages.text(key, value, page.shadows().first(), page.shadows().first() + page.shadows().count() - 1);
            default -> messages.has(key + "." + value) ? messages.text(key + "." + value) : messages.text(key, value);
        };
    }

    /** The same for the strip of bits; none if some bits are not known. */
    List<BitField> bits(ShadowSource.Page page) {
        var fields = new ArrayList<BitField>();
        if (page.known() != ALL_KNOWN) {
            // A strip would show bits that nobody told like those that were.
            return fields;
        }
        int next = ROLE_BITS - 1;
        for (RoleDesign.Bits bits : design.layout().reversed()) {
            int high = bits.low() + bits.width() - 1;
            if (high < next) {
                fields.add(new BitField(next, high + 1, BitField.IGNORED, 0, messages.text("role.unused")));
            }
            fields.add(new BitField(high, bits.low(), bits.field().text(), bits.get(page.role()), why(page, bits.field(), bits.get(page.role()))));
            next = bits.low() - 1;
        }
        return fields;
    }

    /** Its name with its level and gfn. */
    String brief(ShadowSource.Page page) {
        return messages.text("shadow.brief", names.page(page), page.level(), Names.known(page.gfn()));
    }

    /** What it is, in a sentence. */
    String kind(ShadowSource.Page page) {
        if (page.tdpMmu()) {
            return messages.text("page.tdp", Names.known(page.gfn()));
        } else if (page.passthrough() == ShadowSource.Answer.YES) {
            return messages.text("page.portal", Names.known(page.gfn()));
        } else if (page.direct() == ShadowSource.Answer.YES) {
            return messages.text("page.direct", Names.known(page.gfn()), Numbers.size(512L << 12 + 9 * (page.level() - 1)));
        } else if (page.shadows() != null) {
            var part = page.shadows();
            return part.count() == part.table().size() ? messages.text("page.shadows", names.guest(part.table()))
                    : messages.text("page.shadowsPart", part.first(), part.first() + part.count() - 1, names.guest(part.table()));
        }
        return messages.text(page.guestEntries() == ShadowSource.Answer.NO ? "page.none" : "page.unknown", Names.known(page.gfn()));
    }

    /** The pages of the same gfn in the hash, with what tells their roles apart. */
    List<Fact> sameGfn(ShadowSource.Page page) {
        if (page.tdpMmu() || page.gfn() == ShadowSource.UNKNOWN) {
            return List.of();
        }
        List<ShadowSource.Page> same = source.chain(source.bucket(page.gfn())).stream().filter(p -> p.gfn() == page.gfn()).toList();
        var facts = new ArrayList<Fact>();
        for (ShadowSource.Page p : same) {
            var text = new StringBuilder(messages.text("shadow.level", p.level()));
            for (RoleDesign.Bits bits : design.layout()) {
                long mask = (1L << bits.width()) - 1 << bits.low();
                boolean known = same.stream().allMatch(o -> (o.known() & mask) == mask);
                if (known && bits.field() != RoleField.LEVEL && same.stream().anyMatch(o -> bits.get(o.role()) != bits.get(p.role()))) {
                    text.append("  ").append(bits.field().text()).append(' ').append(bits.get(p.role()));
                }
            }
            String role = p.known() == ALL_KNOWN ? Names.role(p.role()) : "?";
            facts.add(new Fact(names.page(p), messages.text("shadow.role", text, role), false, p.table() == page.table(),
                    Chosen.Shadow.page(p.table()), -1));
        }
        return facts;
    }

    /** Why it has no parents. */
    private static String orphan(ShadowSource.Page page) {
        if (page.rootCount() > 0) {
            return "links.isRoot";
        }
        return page.tdpMmu() ? "links.tdpParent" : "links.noParent";
    }

    /** Its parents and its counts. */
    List<Fact> links(ShadowSource.Page page) {
        var facts = new ArrayList<Fact>();
        List<Long> parents = source.parents(page);
        for (long parent : parents.subList(0, Math.min(LISTED, parents.size()))) {
            facts.add(Fact.to(Chosen.Shadow.entry(parent), messages.text("links.parent"), names.entry(parent)));
        }
        if (parents.isEmpty()) {
            facts.add(Fact.plain(messages.text("links.parent"), messages.text(orphan(page))));
        } else if (parents.size() > LISTED) {
            facts.add(Fact.plain("", messages.text("links.more", parents.size() - LISTED)));
        }
        if (page.rootCount() > 0) {
            facts.add(Fact.plain(messages.text("links.roots"), messages.count("count.roots", page.rootCount())));
        }
        if (page.gfn() != ShadowSource.UNKNOWN && source.tracked(page.gfn()) != ShadowSource.UNKNOWN) {
            facts.add(Fact.plain(messages.text("links.tracked"), messages.text("links.trackedCount", Names.hex(page.gfn()), source.tracked(page.gfn()))));
        }
        if (page.unsync()) {
            facts.add(Fact.alert(messages.text("links.unsync"), messages.text("links.unsyncPage")));
        }
        if (page.unsyncBelow() > 0) {
            facts.add(Fact.alert(messages.text("links.unsync"), messages.count("count.unsyncChildren", page.unsyncBelow())));
        }
        if (page.writeFlooding() > 0) {
            facts.add(Fact.plain(messages.text("links.flood"), messages.count("count.floods", page.writeFlooding())));
        }
        if (page.invalid()) {
            facts.add(Fact.alert(messages.text("links.invalid"), messages.text("links.invalidPage")));
        }
        return facts;
    }
}
