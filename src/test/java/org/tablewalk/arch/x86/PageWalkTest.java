package org.tablewalk.arch.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tablewalk.arch.x86.PageWalk.FETCH;
import static org.tablewalk.arch.x86.PageWalk.LEAF;
import static org.tablewalk.arch.x86.PageWalk.NOT_PRESENT;
import static org.tablewalk.arch.x86.PageWalk.PRESENT;
import static org.tablewalk.arch.x86.PageWalk.RESERVED;
import static org.tablewalk.arch.x86.PageWalk.RSVD;
import static org.tablewalk.arch.x86.PageWalk.TABLE;
import static org.tablewalk.arch.x86.PageWalk.USER;
import static org.tablewalk.arch.x86.PageWalk.WRITE;
import static org.tablewalk.arch.x86.WalkRules.EPT4;
import static org.tablewalk.arch.x86.WalkRules.NX;
import static org.tablewalk.arch.x86.WalkRules.PSE;
import static org.tablewalk.arch.x86.WalkRules.SMAP;
import static org.tablewalk.arch.x86.WalkRules.SMEP;
import static org.tablewalk.arch.x86.WalkRules.WP;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the architecture as domain sections 1.2 and 1.3 tell them. */
class PageWalkTest {
    private static final long TABLE_ENTRY = Pte.P | Pte.W | Pte.U | Pte.A;
    private final Map<Long, Long> memory = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        // mode, entry, level, step
        "2, 0x5001, 2, TABLE", "2, 0x5001, 1, LEAF", "2, 0x5000, 1, NOT_PRESENT",
        "0x202, 0x400081, 2, LEAF", "2, 0x400081, 2, TABLE", "0x202, 0x420081, 2, RESERVED", "0x202, 0x600081, 2, RESERVED", "0x202, 0x41e081, 2, LEAF",
        "2, 0x420081, 2, TABLE",
        "3, 0x5001, 3, TABLE", "3, 0x5003, 3, RESERVED", "3, 0x5021, 3, RESERVED", "3, 0x5081, 3, RESERVED", "3, 0x5019, 3, TABLE",
        "3, 0x200081, 2, LEAF", "3, 0x202081, 2, RESERVED", "3, 0x10000000005001, 1, RESERVED",
        "4, 0x5001, 4, TABLE", "4, 0x5081, 4, RESERVED", "5, 0x5081, 5, RESERVED", "4, 0x40000081, 3, LEAF", "4, 0x40002081, 3, RESERVED",
        "4, 0x40200081, 3, RESERVED", "4, 0x200081, 2, LEAF", "4, 0x210081, 2, RESERVED", "4, 0x5081, 1, LEAF", "4, 0x10000000005001, 1, LEAF",
        "6, 0x5007, 4, TABLE", "6, 0x5004, 1, LEAF", "6, 0x5002, 1, RESERVED", "6, 0x5006, 1, RESERVED", "6, 0x5037, 1, LEAF", "6, 0x501f, 1, RESERVED",
        "6, 0x5087, 4, RESERVED", "6, 0x200087, 2, LEAF", "6, 0x201087, 2, RESERVED", "6, 0x500f, 2, RESERVED", "6, 0x5000, 1, NOT_PRESENT",
        "6, 0x5007, 1, LEAF", "6, 0x500f, 1, LEAF", "6, 0x5017, 1, RESERVED", "6, 0x5027, 1, LEAF", "6, 0x502f, 1, LEAF", "6, 0x503f, 1, RESERVED",
        "6, 0x40000087, 3, LEAF", "6, 0x40200087, 3, RESERVED", "6, 0x5047, 3, RESERVED", "6, 0x5047, 4, RESERVED",
    })
    void whatAnEntryIs(String rules, String entry, int level, String step) {
        int[] steps = {TABLE, LEAF, NOT_PRESENT, RESERVED};
        int expected = steps[java.util.List.of("TABLE", "LEAF", "NOT_PRESENT", "RESERVED").indexOf(step)];
        assertThat(PageWalk.step(Long.decode(entry), level, Integer.decode(rules))).isEqualTo(expected);
    }

    @Test
    void noExecuteIsReservedUnlessEferSaysOtherwise() {
        assertThat(PageWalk.step(Pte.NX | 0x5001, 1, 4)).isEqualTo(RESERVED);
        assertThat(PageWalk.step(Pte.NX | 0x5001, 1, 4 | NX)).isEqualTo(LEAF);
        assertThat(PageWalk.step(Pte.NX | 0x5001, 3, 3 | NX)).as("a page-directory pointer never has it").isEqualTo(RESERVED);
    }

    @Test
    void framesOfEveryLeafSize() {
        assertThat(GuestPte.frame(0x12345067, 1, 2)).isEqualTo(0x12345);
        assertThat(GuestPte.frame(0xC0C00087L, 2, 2 | PSE)).isEqualTo(0xC0C00);
        assertThat(GuestPte.frame(0xC0C0A087L, 2, 2 | PSE)).as("PSE-36: bits 16:13 are address bits 35:32").isEqualTo(0x5C0C00);
        assertThat(GuestPte.frame(0xC0C00087L, 2, 2)).as("without CR4.PSE it points to a table").isEqualTo(0xC0C00);
        assertThat(GuestPte.frame(0x8000_0000_4020_0087L | 0x1000, 2, 4 | NX)).as("PAT is no address bit").isEqualTo(0x40200);
        assertThat(GuestPte.frame(0xfffff_4000_1087L, 3, 5)).isEqualTo(0xfffff_4000_0000L >>> 12);
        assertThat(GuestPte.frame(0x000f_ffff_ffff_f007L, 1, 4)).isEqualTo(0xff_ffff_ffffL);
    }

    @Test
    void accessedAndDirtyBitsOfEveryFormat() {
        assertThat(GuestPte.accessed(1, 2)).isEqualTo(1 << 5);
        assertThat(GuestPte.accessed(2, 3)).isEqualTo(1 << 5);
        assertThat(GuestPte.accessed(3, 3)).as("a page-directory pointer has none").isZero();
        assertThat(GuestPte.accessed(3, 4)).isEqualTo(1 << 5);
        assertThat(GuestPte.accessed(3, EPT4)).isEqualTo(1 << 8);
        assertThat(GuestPte.dirty(4)).isEqualTo(1 << 6);
        assertThat(GuestPte.dirty(EPT4)).isEqualTo(1 << 9);
    }

    @Test
    void rightsOfEntries() {
        assertThat(GuestPte.access(Pte.P | Pte.NX, 1, 4 | NX)).isZero();
        assertThat(GuestPte.access(Pte.P | Pte.W, 1, 4 | NX)).isEqualTo(Pte.ACC_WRITE | Pte.ACC_EXEC);
        assertThat(GuestPte.access(0x5001, 3, 3)).isEqualTo(Pte.ACC_ALL);
        assertThat(GuestPte.access(0x5001, 1, EPT4)).isEqualTo(Pte.ACC_USER);
        assertThat(GuestPte.access(0x5004, 1, EPT4)).isEqualTo(Pte.ACC_EXEC);
    }

    @ParameterizedTest
    @CsvSource({
        // access code, kind, rules, permitted
        "6, 0, 4, true", "6, 16, 0x104, false", "7, 2, 0x404, true", "5, 2, 0x404, false", "5, 2, 4, true", "5, 6, 4, false", "3, 4, 4, false",
        "7, 16, 0x804, false", "7, 20, 0x804, true", "7, 0, 0x1004, false", "7, 4, 0x1004, true", "3, 0, 0x1804, true", "7, 16, 0x1004, true",
        "4, 0, 6, true", "3, 0, 6, false", "2, 2, 6, true", "5, 2, 6, false", "1, 16, 6, true", "6, 16, 6, false",
    })
    void whatRightsPermit(int access, int kind, String rules, boolean permitted) {
        assertThat(PageWalk.permitted(access, kind, Integer.decode(rules))).isEqualTo(permitted);
    }

    @Test
    void errorCodes() {
        assertThat(PageWalk.errorCode(NOT_PRESENT, WRITE | USER, 4)).isEqualTo(WRITE | USER);
        assertThat(PageWalk.errorCode(LEAF, USER, 4)).isEqualTo(PRESENT | USER);
        assertThat(PageWalk.errorCode(RESERVED, 0, 4)).isEqualTo(PRESENT | RSVD);
        assertThat(PageWalk.errorCode(LEAF, FETCH, 4)).as("a fetch is told only where fetches can be refused").isEqualTo(PRESENT);
        assertThat(PageWalk.errorCode(LEAF, FETCH, 4 | NX)).isEqualTo(PRESENT | FETCH);
        assertThat(PageWalk.errorCode(NOT_PRESENT, FETCH, 2 | SMEP)).isEqualTo(FETCH);
    }

    @Test
    void aFourLevelWalkAndsTheRightsOfItsPath() {
        memory.put(0x1000L + 8, 0x2000 | TABLE_ENTRY);
        memory.put(0x2000L + 16, 0x3000 | TABLE_ENTRY & ~Pte.W);
        memory.put(0x3000L + 24, 0x4000 | TABLE_ENTRY);
        memory.put(0x4000L + 32, 0x77000 | TABLE_ENTRY | Pte.NX);
        long address = 1L << 39 | 2L << 30 | 3L << 21 | 4L << 12 | 0xabc;
        PageWalk.Result read = walk(0x1000, address, USER, 4 | NX | WP);
        assertThat(read.fault()).isFalse();
        assertThat(read.frame()).isEqualTo(0x77);
        assertThat(read.access()).isEqualTo(Pte.ACC_USER);
        assertThat(walk(0x1000, address, WRITE, 4 | NX | WP).error()).isEqualTo(PRESENT | WRITE);
        assertThat(walk(0x1000, address, WRITE, 4 | NX).fault()).isFalse();
        assertThat(walk(0x1000, address + 0x1000, USER, 4 | NX).error()).isEqualTo(USER);
        assertThat(walk(0x1000, address, FETCH, 4).error()).as("NX without EFER.NX").isEqualTo(PRESENT | RSVD);
        assertThat(walk(0x1000, address, 0, 4 | NX | SMAP).error()).isEqualTo(PRESENT);
    }

    @Test
    void aTwoLevelWalkReadsFourByteEntriesAndLargePagesOfFourMegabytes() {
        memory.put(0x1000L + 4 * 769, 0x2000 | TABLE_ENTRY);
        memory.put(0x2000L + 4, 0x99000 | TABLE_ENTRY);
        assertThat(walk(0x1000, 0xC0401000L, USER, 2).frame()).isEqualTo(0x99);
        memory.put(0x1000L + 4 * 769, 0x0080_0000 | TABLE_ENTRY | Pte.PS);
        assertThat(walk(0x1000, 0xC0501000L, USER, 2 | PSE).frame()).isEqualTo(0x800 + 0x101);
    }

    @Test
    void aPaeWalkStartsAtFourPointersAndALargePageEndsItEarly() {
        memory.put(0x1020L + 8 * 3, 0x2001L);
        memory.put(0x2000L + 8 * 2, 0x60_0000 | TABLE_ENTRY | Pte.PS);
        PageWalk.Result result = walk(0x1020, 0xC0412000L, WRITE | USER, 3 | WP);
        assertThat(result.frame()).isEqualTo(0x600 + 0x12);
        assertThat(result.level()).isEqualTo(2);
    }

    @Test
    void madeEntriesKeepTheInvariantsWhateverTheirArguments() {
        for (int bits = 0; bits < 1 << 7; bits++) {
            for (boolean ept : new boolean[] {false, true}) {
                int access = bits & 7;
                boolean hostWritable = (bits & 64) != 0;
                long spte = Spte.leaf(0x123, access, 1, (bits & 8) != 0, (bits & 16) != 0, (bits & 32) != 0, hostWritable, ept);
                boolean write = (spte & Pte.W) != 0;
                boolean mmu = (spte & (ept ? Pte.EPT_MMU_WRITABLE : Pte.MMU_WRITABLE)) != 0;
                boolean host = (spte & (ept ? Pte.EPT_HOST_WRITABLE : Pte.HOST_WRITABLE)) != 0;
                assertThat(!write || mmu).isTrue();
                assertThat(!mmu || host).isTrue();
                assertThat(write).isEqualTo((access & Pte.ACC_WRITE) != 0 && hostWritable && (bits & 32) == 0);
                assertThat(Spte.present(spte)).isTrue();
                assertThat(spte & Pte.FRAME).isEqualTo(0x123000);
                int rules = ept ? EPT4 : 4 | NX;
                if (!ept || access != Pte.ACC_WRITE && access != (Pte.ACC_WRITE | Pte.ACC_EXEC) && access != 0) {
                    assertThat(PageWalk.step(spte, 1, rules)).isEqualTo(LEAF);
                    assertThat(GuestPte.access(spte, 1, rules)).isEqualTo(write ? access : access & ~Pte.ACC_WRITE);
                }
            }
        }
        assertThat(PageWalk.step(Spte.link(0x5000, false), 4, 4 | NX)).isEqualTo(TABLE);
        assertThat(PageWalk.step(Spte.link(0x5000, true), 4, EPT4)).isEqualTo(TABLE);
        assertThat(PageWalk.step(Spte.linkSpecial(0x5000, 3), 3, 3 | NX)).isEqualTo(TABLE);
        assertThat(PageWalk.step(Spte.linkSpecial(0x5000, 5), 5, 5 | NX)).isEqualTo(TABLE);
    }

    private PageWalk.Result walk(long root, long address, int kind, int rules) {
        return PageWalk.walk(root, address, kind, rules, at -> memory.getOrDefault(at, 0L));
    }
}
