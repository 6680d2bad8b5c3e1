package org.tablewalk.machine.x86;

import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Scatter;

/** The pure intrinsics: functions on words and the machine's fixed configuration. All are total, so that any listing is harmless. */
public final class PureFunctions {
    private final X86Map map;
    private final X86Config config;
    private final boolean ept;
    /** Lowest bit and mask of each role field, by its number; mask 0 for those the design does not have. */
    private final int[] roleLow = new int[RoleField.values().length];
    private final long[] roleMask = new long[roleLow.length];

    /** The functions of a machine whose structures lie as the map says. */
    public PureFunctions(X86Map map) {
        this.map = map;
        config = map.config();
        ept = config.ept();
        for (RoleDesign.Bits bits : config.design().layout()) {
            roleLow[bits.field().ordinal()] = bits.low();
            roleMask[bits.field().ordinal()] = (1L << bits.width()) - 1;
        }
    }

    /** The value of the intrinsic with that index, see {@link X86Intrinsics#find}. */
    public long apply(int id, long a, long b, long c) {
        return switch (id) {
            case X86Intrinsics.ROLE_GET -> field(b) < 0 ? 0 : a >>> roleLow[field(b)] & roleMask[field(b)];
            case X86Intrinsics.ROLE_SET -> field(b) < 0 ? a : a & ~(roleMask[field(b)] << roleLow[field(b)]) | (c & roleMask[field(b)]) << roleLow[field(b)];
            case X86Intrinsics.GPTE_INDEX -> WalkRules.index(a, (int) b, (int) c);
            case X86Intrinsics.GPTE_FRAME -> GuestPte.frame(a, (int) b, (int) c);
            case X86Intrinsics.GPTE_PRESENT -> word(GuestPte.present(a, (int) b));
            case X86Intrinsics.GPTE_LEAF -> word(GuestPte.leaf(a, (int) b, (int) c));
            case X86Intrinsics.GPTE_RESERVED -> word(GuestPte.reserved(a, (int) b, (int) c));
            case X86Intrinsics.GPTE_ACCESS -> GuestPte.access(a, (int) b, (int) c);
            case X86Intrinsics.GPTE_BYTES -> WalkRules.entryBytes((int) a);
            case X86Intrinsics.GPTE_ACCESSED -> GuestPte.accessed((int) a, (int) b);
            case X86Intrinsics.GPTE_DIRTY -> GuestPte.dirty((int) a);
            case X86Intrinsics.SPTE_INDEX -> a >>> 12 + 9 * ((int) b - 1) & 511;
            case X86Intrinsics.SPTE_PRESENT -> word(Spte.present(a));
            case X86Intrinsics.SPTE_LEAF -> word(Spte.leaf(a, (int) b));
            case X86Intrinsics.MAKE_SPTE -> Spte.leaf(a, (int) b & 7, (int) (b >>> 8) & 7, (b & 1 << 16) != 0, (b & 1 << 17) != 0, (b & 1 << 18) != 0,
                    c != 0, ept);
            case X86Intrinsics.LINK_SPTE -> Spte.link(a, ept);
            case X86Intrinsics.LINK_SPECIAL -> Spte.linkSpecial(a, (int) b);
            case X86Intrinsics.SPTE_ADDRESS -> a & Pte.FRAME;
            case X86Intrinsics.SP_OF -> map.pageOf(a) < 0 ? 0 : map.header(map.pageOf(a));
            case X86Intrinsics.HASHFN -> X86Map.HASH + 8L * X86Map.bucketOf(a);
            case X86Intrinsics.RMAP_HEAD -> b < 1 || b > 3 ? 0 : map.rmapHead(a, (int) b);
            case X86Intrinsics.GFN_INFO -> map.gfnInfo(a);
            case X86Intrinsics.HOST_PFN -> map.pfnOf(a);
            case X86Intrinsics.HOST_WRITABLE -> word(map.slotOf(a) >= 0 && config.slots().get(map.slotOf(a)).writable());
            case X86Intrinsics.MMU_OF -> a < 0 || a >= config.cpus() ? 0 : map.mmu((int) a);
            case X86Intrinsics.SPECIAL_PAGE -> a < 0 || a >= config.cpus() || b < 0 || b > 2 ? 0 : map.specialPage((int) a, (int) b);
            case X86Intrinsics.PAGING_LEVEL -> PagingMode.of(a, b, c).levels();
            case X86Intrinsics.PAGING_RULES -> WalkRules.of(a, b, c);
            case X86Intrinsics.REGISTER_PROBLEM -> word(Registers.problem(a, b, c) != null);
            case X86Intrinsics.ACCESS_PERMITTED -> word(PageWalk.permitted((int) a, (int) b, (int) c));
            case X86Intrinsics.MIN -> Long.compareUnsigned(a, b) <= 0 ? a : b;
            case X86Intrinsics.MAX -> Long.compareUnsigned(a, b) >= 0 ? a : b;
            case X86Intrinsics.CTZ -> Long.numberOfTrailingZeros(a);
            case X86Intrinsics.RANDOM -> Long.remainderUnsigned(Scatter.of(a), Math.max(1, b));
            default -> throw new IllegalStateException("function " + id);
        };
    }

    private static long word(boolean b) {
        return b ? 1 : 0;
    }

    private int field(long ordinal) {
        return ordinal >= 0 && ordinal < roleLow.length ? (int) ordinal : -1;
    }
}
