package org.tablewalk.check.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.x86.X86Config;

/** The product's page walk against one told from the manuals, on the tables of random guests. */
@Tag("seeded")
class GuestOracleTest {
    private static final int GUESTS = 3_000;

    @Test
    void bothWalksGiveTheSameFrameAndRights() {
        int translated = 0;
        for (long seed : Seeds.of(1, GUESTS).toArray()) {
            RandomGuest guest = new RandomGuest(seed);
            X86Config config = guest.config(RoleDesign.MAINLINE);
            X86Config.Vcpu v = config.vcpus().getFirst();
            int levels = PagingMode.of(v.cr0(), v.cr4(), v.efer()).levels();
            if (levels == 0) {
                continue;
            }
            boolean ept = config.ept();
            Map<Long, Long> memory = memory(config);
            LongUnaryOperator words = gpa -> memory.getOrDefault(gpa, 0L);
            GuestOracle oracle = new GuestOracle(words, gfn -> config.slots().stream().anyMatch(s -> gfn >= s.gfn() && gfn < s.gfn() + s.pages()));
            long cr3 = v.cr3() & (levels == 3 ? 0xffff_ffe0L : -4096L);
            long[] pointers = new long[4];
            for (int i = 0; i < 4; i++) {
                pointers[i] = words.applyAsLong(cr3 + 8 * i);
            }
            int rules = ept ? levels == 5 ? WalkRules.EPT5 : WalkRules.EPT4 : WalkRules.of(v.cr0(), v.cr4(), v.efer());
            GuestOracle.Context context = new GuestOracle.Context(ept ? GuestOracle.EPT + levels : levels, cr3, pointers, (rules & WalkRules.WP) != 0,
                    (v.efer() & 1 << 11) != 0, (rules & WalkRules.PSE) != 0, (rules & WalkRules.SMEP) != 0, (rules & WalkRules.SMAP) != 0);
            for (long address : guest.addresses()) {
                GuestOracle.Walk due = oracle.walk(context, address);
                translated += due != null ? 1 : 0;
                List<Integer> kinds = List.of(0, PageWalk.WRITE, PageWalk.FETCH, PageWalk.USER, PageWalk.USER | PageWalk.WRITE, PageWalk.USER | PageWalk.FETCH);
                for (int i = 0; i < 6; i++) {
                    PageWalk.Result found = PageWalk.walk(cr3, address, kinds.get(i), rules, at -> entry(words, at, WalkRules.entryBytes(rules)));
                    boolean permitted = due != null && (due.rights() >>> i & 1) != 0;
                    assertEquals(permitted ? due.gfn() : -1, found.frame(), "seed " + seed + " address " + Long.toHexString(address) + " kind " + kinds.get(i));
                }
            }
        }
        assertTrue(translated > 5_000, translated + " addresses translated");
    }

    private static long entry(LongUnaryOperator words, long at, int bytes) {
        long word = words.applyAsLong(at & -8);
        return bytes == 8 ? word : word >>> 8 * (at & 4) & 0xffff_ffffL;
    }

    private static Map<Long, Long> memory(X86Config config) {
        Map<Long, Long> memory = new HashMap<>();
        for (X86Config.Fill f : config.fills()) {
            for (int i = 0; i < f.count(); i++) {
                long at = f.gpa() + i * f.step();
                long value = f.value() + i * f.rise();
                int shift = (int) (8 * (at & 4));
                memory.merge(at & -8, f.bytes() == 8 ? value : value << shift,
                        (old, now) -> f.bytes() == 8 ? now : old & ~(0xffff_ffffL << shift) | now);
            }
        }
        return memory;
    }
}
