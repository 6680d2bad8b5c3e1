package org.tablewalk.app.shadow;

import java.util.Locale;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;

/** Takes shadow pages and the places they hang from apart, for answers. */
public final class ShadowPageFacts {
    /** What the table is called that the hardware's root register points to. */
    static final String ROOT = "hw_root";

    private final X86State state;
    private final RoleMeaning meaning;

    /**
     * Facts about one state.
     *
     * @param meaning of the role words of the machine's design
     */
    public ShadowPageFacts(X86State state, RoleMeaning meaning) {
        this.state = state;
        this.meaning = meaning;
    }

    /**
     * One shadow page.
     *
     * @param id           SP and its serial number; TDP and it for a page of the TDP MMU
     * @param gfn          of the guest table; of the first frame of a direct page; of the guest's root for a passthrough page
     * @param direct       1 or 0, as the design's listing says
     * @param passthrough  1 or 0, as the design's listing says
     * @param glevel       as stored; where a design does not store it, what it would be: 0 for direct pages, else at most the guest's root level
     * @param access       execute 1, write 2, user 4
     * @param has4ByteGpte 1 or 0
     * @param roleWord     8 hexadecimal digits
     */
    record Page(String id, int level, String gfn, int direct, int passthrough, int glevel, int quadrant, int access, int has4ByteGpte, String roleWord) {}

    /** The facts of a page; {@code guestLevel} is the guest's root level for designs that do not store it. */
    Page page(X86State.ShadowPage sp, int guestLevel) {
        long role = sp.role();
        int level = field(role, RoleField.LEVEL);
        boolean direct = meaning.direct(role);
        boolean stored = state.design().bits(RoleField.GLEVEL) != null;
        boolean modeBits = state.design().bits(RoleField.CR4_PAE) != null;
        int glevel = stored ? field(role, RoleField.GLEVEL) : direct ? 0 : Math.min(level, guestLevel);
        return new Page(id(sp), level, hex(sp.gfn()), direct ? 1 : 0, meaning.passthrough(role) ? 1 : 0, glevel, field(role, RoleField.QUADRANT),
                field(role, RoleField.ACCESS), modeBits ? 1 - field(role, RoleField.CR4_PAE) : field(role, RoleField.HAS_4_BYTE_GPTE),
                String.format(Locale.ROOT, "0x%08x", role));
    }

    private int field(long role, RoleField field) {
        return state.role(role, field);
    }

    /** What a page is called: a shadow page, or one of the TDP MMU, which is none. */
    static String id(X86State.ShadowPage sp) {
        return (sp.tdpMmu() ? "TDP" : "SP") + sp.id();
    }

    /** The name of the table that an address lies in: a shadow page's, a special page's, {@link #ROOT} for 0. */
    String table(long address) {
        if (address == 0) {
            return ROOT;
        }
        if (X86State.special(address)) {
            int page = (int) (address - X86Map.SPECIAL >>> 12);
            return switch (page % 3) {
                case 0 -> "pae_root";
                case 1 -> "pml4_root";
                default -> "pml5_root";
            };
        }
        X86State.ShadowPage sp = state.shadowPageAt(address);
        return sp == null ? hex(address) : id(sp);
    }

    /** The index of an entry in its table, or null for the root register. */
    static Integer index(long address) {
        return address == 0 ? null : (int) (address >>> 3) & 511;
    }

    /** A number as people write frame numbers: without leading zeros. */
    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
