package org.tablewalk.format.kvmmmu;

import java.util.Locale;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.format.FormatException;

/**
 * How events describe a shadow page. The kernel writes generation, gfn, and of the role level, size of guest entries, quadrant, direct, access, invalid,
 * nx and ad, then root count and sync; kernels before v5.2 write pae for the size, older ones no ad. libtraceevent's plugin, which trace-cmd and perf use
 * instead, leaves generation, size and ad out, tells wp, smep, smap and smm, and gives a gfn only with kvm_mmu_get_page. Without the plugin the fields of the
 * record stand there by name, with the whole role word.
 */
final class PageText {
    // Bits 0..16 lie alike in every kernel that writes such text; they are mainline's.
    private static final RoleDesign LAYOUT = RoleDesign.MAINLINE;
    /** What the kernel's own text tells. */
    static final long KERNEL = mask(RoleField.LEVEL, RoleField.HAS_4_BYTE_GPTE, RoleField.QUADRANT, RoleField.DIRECT, RoleField.ACCESS, RoleField.INVALID,
            RoleField.EFER_NX, RoleField.AD_DISABLED);
    /** What the plugin's text tells. Its pae is a bit whose meaning was turned round in v5.19, so it tells nothing. */
    private static final long PLUGIN = mask(RoleField.LEVEL, RoleField.QUADRANT, RoleField.DIRECT, RoleField.ACCESS, RoleField.INVALID, RoleField.EFER_NX,
            RoleField.CR0_WP, RoleField.SMEP_ANDNOT_WP, RoleField.SMAP_ANDNOT_WP);
    private static final int HIGHEST_LEVEL = 5;
    private static final long MOST = 0xFFFF_FFFFL;

    /** What an event tells of its page, in the order of {@link EventKind#fields}. */
    record Values(long generation, long gfn, long role, long known, long rootCount, long unsync) {}

    private PageText() {}

    private static long mask(RoleField... fields) {
        long mask = 0;
        for (RoleField field : fields) {
            mask = LAYOUT.bits(field).set(mask, -1);
        }
        return mask;
    }

    private static long set(long role, RoleField field, long value) {
        return LAYOUT.bits(field).set(role, value);
    }

    /** Reads the description at the place that is read. */
    static Values read(LineText text) throws FormatException {
        boolean described = text.takeWord("sp");
        long generation = Field.UNKNOWN;
        long gfn = Field.UNKNOWN;
        if (described) {
            generation = text.takeWord("gen") ? generation(text) : Field.UNKNOWN;
            text.literal("gfn ");
            gfn = text.hexadecimal("the page's gfn");
            if (gfn < 0 || gfn >= 1L << 52) {
                throw text.error("a gfn below 2^52 before this");
            }
            text.skipSpace();
        }
        long role = 0;
        long known = KERNEL;
        boolean named = text.take("l");
        role = set(role, RoleField.LEVEL, text.decimal(1, HIGHEST_LEVEL, "the page's level"));
        text.skipSpace();
        boolean kernel = true;
        if (text.takeWord("4-byte")) {
            role = set(role, RoleField.HAS_4_BYTE_GPTE, 1);
        } else if (text.takeWord("8-byte")) {
            role = set(role, RoleField.HAS_4_BYTE_GPTE, 0);
        } else if (named) {
            throw text.error("the size of guest entries: 4-byte or 8-byte");
        } else {
            // Before v5.2: " pae" or nothing.
            role = set(role, RoleField.HAS_4_BYTE_GPTE, text.takeWord("pae") ? 0 : 1);
        }
        text.literal("q");
        role = set(role, RoleField.QUADRANT, text.decimal(0, 3, "the quadrant"));
        text.skipSpace();
        role = set(role, RoleField.DIRECT, text.takeWord("direct") ? 1 : 0);
        role = set(role, RoleField.ACCESS, access(text));
        text.skipSpace();
        role = set(role, RoleField.INVALID, text.takeWord("invalid") ? 1 : 0);
        if (text.takeWord("pae") || text.takeWord("!pae")) {
            kernel = false;
            known = PLUGIN;
            role = set(role, RoleField.HAS_4_BYTE_GPTE, 0);
        }
        role = set(role, RoleField.EFER_NX, text.takeWord("nxe") ? 1 : refused(text, "!nxe", "nxe or !nxe"));
        if (kernel) {
            boolean ad = text.takeWord("ad");
            if (!ad && text.takeWord("!ad")) {
                role = set(role, RoleField.AD_DISABLED, 1);
            } else if (!ad) {
                known &= ~mask(RoleField.AD_DISABLED);
            }
        } else {
            role = set(role, RoleField.CR0_WP, text.takeWord("wp") ? 1 : refused(text, "!wp", "wp or !wp"));
            role = set(role, RoleField.SMEP_ANDNOT_WP, text.takeWord("smep") ? 1 : 0);
            role = set(role, RoleField.SMAP_ANDNOT_WP, text.takeWord("smap") ? 1 : 0);
            text.takeWord("smm");
        }
        text.literal("root ");
        long roots = text.decimal(0, MOST, "the root count");
        text.skipSpace();
        long unsync = text.takeWord("unsync") ? 1 : refused(text, "sync", "sync or unsync");
        return new Values(generation, gfn, role & known, known, roots, unsync);
    }

    private static long generation(LineText text) throws FormatException {
        int start = text.at();
        long generation;
        try {
            generation = text.decimal(0, MOST, "the generation");
        } catch (FormatException e) {
            // Before v5.4 it is hexadecimal and 64 bits wide.
            text.back(start);
            generation = text.hexadecimal("the generation") & Long.MAX_VALUE;
        }
        text.skipSpace();
        return generation;
    }

    private static long refused(LineText text, String word, String expected) throws FormatException {
        if (!text.takeWord(word)) {
            throw text.error(expected);
        }
        return 0;
    }

    private static long access(LineText text) throws FormatException {
        int start = text.at();
        String word = text.word("the access");
        // Kernels with execute-only user pages put r in front and x last.
        String letters = word.length() == 4 ? "rwux" : "wux";
        long access = 0;
        boolean fits = word.length() == letters.length();
        for (int i = 0; fits && i < letters.length(); i++) {
            char c = word.charAt(i);
            fits = c == '-' || c == letters.charAt(i);
            access |= c == 'w' ? 2 : c == 'u' ? 4 : c == 'x' ? 1 : 0;
        }
        if (!fits) {
            text.back(start);
            throw text.error("the access as three letters such as wux, w-- or ---");
        }
        return access;
    }

    /** The description as the kernel writes it. */
    static String write(KvmmmuEvent event) {
        long role = event.get(Field.ROLE);
        int access = LAYOUT.get(role, RoleField.ACCESS);
        return String.format(Locale.ROOT, "sp gen %d gfn %x l%d %d-byte q%d%s %s%s%s%s %snxe %sad root %d %s", event.get(Field.GENERATION), event.get(Field.GFN),
                LAYOUT.get(role, RoleField.LEVEL), LAYOUT.get(role, RoleField.HAS_4_BYTE_GPTE) == 1 ? 4 : 8, LAYOUT.get(role, RoleField.QUADRANT),
                LAYOUT.get(role, RoleField.DIRECT) == 1 ? " direct" : "", (access & 2) != 0 ? "w" : "-", (access & 4) != 0 ? "u" : "-",
                (access & 1) != 0 ? "x" : "-", LAYOUT.get(role, RoleField.INVALID) == 1 ? " invalid" : "",
                LAYOUT.get(role, RoleField.EFER_NX) == 1 ? "" : "!", LAYOUT.get(role, RoleField.AD_DISABLED) == 1 ? "!" : "",
                event.get(Field.ROOT_COUNT), event.get(Field.UNSYNC) == 1 ? "unsync" : "sync");
    }
}
