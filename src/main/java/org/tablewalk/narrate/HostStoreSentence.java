package org.tablewalk.narrate;

import java.util.List;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;

/** A store to memory, in words: which structure of KVM's, or which guest table, and what it says now. */
final class HostStoreSentence {
    /** Fields of a shadow page's header in the order of their words. */
    private static final List<String> FIELDS = List.of("gfn", "role", "spt", "gfns", "parent_ptes", "root_count", "unsync", "unsync_children",
            "write_flooding_count", "hash_link", "next", "prev", "id", "mmu_valid_gen", "accounted", "tdp_mmu_page", "unsync_child_bitmap");

    private final Templates templates;
    private final ShadowWords words;

    HostStoreSentence(Templates templates, ShadowWords words) {
        this.templates = templates;
        this.words = words;
    }

    /** The store of {@code value} over {@code old}, seen from the state after it. */
    String of(X86State after, long address, long old, long value) {
        String number = ShadowWords.hex(value);
        if (ShadowWords.inTable(after, address)) {
            return templates.fill(old == value ? "x86.store.same" : "x86.store.entry", words.entry(after, address), words.value(after, address, value));
        }
        return switch ((int) (address >>> 36)) {
            case (int) (X86Map.HEADERS >>> 36) -> header(after, address, number);
            case (int) (X86Map.GFNS >>> 36) -> {
                ShadowPage sp = after.shadowPageAt(X86Map.TABLES + (address - X86Map.GFNS));
                yield sp == null ? plain(address, number) : templates.fill("x86.store.gfns", (address & 0xfff) / 8, words.name(sp), number);
            }
            case (int) (X86Map.HASH >>> 36) -> {
                ShadowPage first = after.shadowPageAt(value);
                long bucket = (address - X86Map.HASH) / 8;
                yield first == null ? templates.fill("x86.store.bucket.empty", bucket) : templates.fill("x86.store.bucket", bucket, words.name(first));
            }
            case (int) (X86Map.RMAP >>> 36) -> templates.fill(value == 0 ? "x86.store.rmap.empty" : "x86.store.rmap");
            case (int) (X86Map.DESCRIPTORS >>> 36) -> templates.fill("x86.store.list");
            case (int) (X86Map.GFN_INFO >>> 36) -> templates.fill("x86.store.gfn", number);
            case (int) (X86Map.MMU >>> 36) -> templates.fill("x86.store.mmu", (address - X86Map.MMU) / (X86Map.MMU_WORDS * 8L), number);
            case (int) (X86Map.VM >>> 36) -> templates.fill("x86.store.vm", number);
            default -> guest(after, address, number);
        };
    }

    private String header(X86State after, long address, String number) {
        ShadowPage sp = after.shadowPageAt(address);
        int field = (int) (address - X86Map.HEADERS) % X86Map.HEADER_BYTES / 8;
        String name = FIELDS.get(Math.min(field, FIELDS.size() - 1));
        return sp == null ? templates.fill("x86.store.header.new", name, number) : templates.fill("x86.store.header", name, words.name(sp), number);
    }

    private String guest(X86State after, long address, String number) {
        long gfn = after.map().gfnOf(address >>> 12);
        if (gfn < 0) {
            return plain(address, number);
        }
        List<String> shadows = after.bucket(X86State.bucketOf(gfn)).stream().map(after::shadowPageAt)
                .filter(sp -> sp != null && sp.gfn() == gfn && words.meaning().hasGuestEntries(sp.role())).map(words::name).toList();
        String gpa = Words.address(gfn << 12 | address & 0xfff);
        return shadows.isEmpty() ? templates.fill("x86.store.guest", number, gpa)
                : templates.fill("x86.store.guest.table", number, gpa, ShadowWords.hex(gfn), String.join(templates.fill("x86.and"), shadows));
    }

    private String plain(long address, String number) {
        return templates.fill("x86.store.word", number, Words.address(address));
    }
}
