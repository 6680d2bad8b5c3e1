package org.tablewalk.narrate.shadow;

import java.util.List;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;

/** A store to memory, in words: which structure of KVM's, or which guest table, and what it says now. */
final class HostStoreSentence {
    /** Fields of a shadow page's header in the order of their words. */
    private static final List<String> FIELDS = List.of("gfn", "role", "spt", "gfns", "parent_ptes", "root_count", "unsync", "unsync_children",
            "write_flooding_count", "hash_link", "next", "prev", "id", "mmu_valid_gen", "accounted", "tdp_mmu_page", "unsync_child_bitmap");

    /** Words of struct kvm_mmu before the previous roots. */
    private static final List<String> MMU = List.of("cpu_role", "root_role", "cpu_level", "shadow_level", "root_hpa", "root_pgd");
    /** One level of the guest walk. */
    private static final List<String> WALK = List.of("table_gfn", "pt_access", "gpte", "pte_gpa");
    private static final List<String> VM = List.of("used_pages", "active_head", "active_tail", "free_pages", "free_descriptors", "valid_gen", "next_id",
            "invalid_head", "indirect_pages");

    private final Templates templates;
    private final ShadowWords words;

    HostStoreSentence(Templates templates, ShadowWords words) {
        this.templates = templates;
        this.words = words;
    }

    /** The store of {@code value} over {@code old}, seen from the state after it. */
    String of(X86State after, long address, long old, long value) {
        String number = words.pointer(after, value);
        if (ShadowWords.inTable(after, address)) {
            return templates.fill(old == value ? "x86.store.same" : "x86.store.entry", words.entry(after, address), words.value(after, address, value));
        }
        return switch ((int) (address >>> 36)) {
            case (int) (X86Map.HEADERS >>> 36) -> header(after, address, value, number);
            case (int) (X86Map.GFNS >>> 36) -> {
                ShadowPage sp = after.shadowPageAt(X86Map.TABLES + (address - X86Map.GFNS));
                yield sp == null ? plain(address, number) : templates.fill("x86.store.gfns", (address & 0xfff) / 8, words.name(sp), number);
            }
            case (int) (X86Map.HASH >>> 36) -> {
                ShadowPage first = after.shadowPageAt(value);
                long bucket = (address - X86Map.HASH) / 8;
                yield first == null ? templates.fill("x86.store.bucket.empty", bucket) : templates.fill("x86.store.bucket", bucket, words.name(first));
            }
            case (int) (X86Map.RMAP >>> 36) -> reverseMap(after, address, value);
            case (int) (X86Map.DESCRIPTORS >>> 36) -> templates.fill("x86.store.list", number);
            case (int) (X86Map.GFN_INFO >>> 36) -> templates.fill("x86.store.gfn", Words.hex(frame(after, (address - X86Map.GFN_INFO) / 8, 0)), number);
            case (int) (X86Map.MMU >>> 36) -> mmu(address - X86Map.MMU, number);
            case (int) (X86Map.VM >>> 36) -> {
                int field = (int) (address - X86Map.VM) / 8;
                yield templates.fill("x86.store.vm", field < VM.size() ? VM.get(field) : Integer.toString(field), number);
            }
            default -> guest(after, address, Words.hex(value));
        };
    }

    private String header(X86State after, long address, long value, String word) {
        ShadowPage sp = after.shadowPageAt(address);
        int field = (int) (address - X86Map.HEADERS) % X86Map.HEADER_BYTES / 8;
        String name = FIELDS.get(Math.min(field, FIELDS.size() - 1));
        // The address of a table is that of its entry 0.
        String number = 8 * field == X86Map.SP_PARENT_PTES && ShadowWords.inTable(after, value) ? words.entry(after, value) : word;
        return sp == null ? templates.fill("x86.store.header.new", name, number) : templates.fill("x86.store.header", name, words.name(sp), number);
    }

    private String reverseMap(X86State after, long address, long value) {
        long pages = after.map().pages();
        long index = (address - X86Map.RMAP) / 8;
        int level = (int) (index / pages);
        String gfn = Words.hex(frame(after, index % pages, level));
        return value == 0 ? templates.fill("x86.store.rmap.empty", gfn, level + 1)
                : (value & 1) != 0 ? templates.fill("x86.store.rmap.list", gfn, level + 1)
                : templates.fill("x86.store.rmap", gfn, level + 1, words.entry(after, value));
    }

    /** The gfn whose word is the index-th among those of all slots, where a word stands for 512 to the power of {@code level} frames. */
    private static long frame(X86State state, long index, int level) {
        long left = index;
        for (X86Config.Slot slot : state.map().config().slots()) {
            if (left < slot.pages()) {
                return (slot.gfn() >>> 9 * level) + left << 9 * level;
            }
            left -= slot.pages();
        }
        return -1;
    }

    private String mmu(long offset, String number) {
        long cpu = offset / (X86Map.MMU_WORDS * 8L);
        int at = (int) (offset % (X86Map.MMU_WORDS * 8L));
        String field = at < X86Map.MMU_PREV_ROOTS ? MMU.get(at / 8)
                : at < X86Map.MMU_PDPTRS ? "prev_roots[" + (at - X86Map.MMU_PREV_ROOTS) / X86Map.MMU_PREV_ROOT_BYTES + "]." + (at % 16 == 0 ? "pgd" : "hpa")
                : at < X86Map.MMU_WALK ? "pdptrs[" + (at - X86Map.MMU_PDPTRS) / 8 + "]"
                : at < X86Map.MMU_SCRATCH ? "walk[" + ((at - X86Map.MMU_WALK) / 32 + 1) + "]." + WALK.get(at % 32 / 8) : "scratch";
        return templates.fill("x86.store.mmu", field, cpu, number);
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
                : templates.fill("x86.store.guest.table", number, gpa, Words.hex(gfn), String.join(templates.fill("x86.and"), shadows));
    }

    private String plain(long address, String number) {
        return templates.fill("x86.store.word", number, Words.address(address));
    }
}
