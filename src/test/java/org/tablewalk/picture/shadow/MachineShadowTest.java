package org.tablewalk.picture.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.picture.twotrees.HandMade;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/** What drawings read of a machine's image. */
class MachineShadowTest {
    @Test
    void thePortalShadowsNothingAndTheRealRootShadowsTheRootTable() {
        MachineShadow source = HandMade.fourOnFive(4).shadow();
        Page portal = source.pages(5).getFirst();
        assertThat(portal.passthrough()).isEqualTo(Answer.YES);
        assertThat(portal.shadows()).isNull();
        Page root = source.pages(4).getFirst();
        assertThat(root.gfn()).isEqualTo(portal.gfn());
        assertThat(root.shadows().table().key()).isEqualTo(source.guestRoot(0).table().key());
        assertThat(source.parents(root)).containsExactly(portal.table());
        assertThat(source.chain(source.bucket(0x100))).containsExactly(root, portal);
    }

    @Test
    void entriesAreReadAsWhatTheyAre() {
        MachineShadow source = HandMade.fourOnFive(4).shadow();
        GuestTable root = source.guestRoot(0).table();
        GuestEntry entry = source.entry(root, 254);
        assertThat(entry.kind()).isEqualTo(GuestEntry.Kind.TABLE);
        assertThat(entry.gfn()).isEqualTo(0x101);
        assertThat(source.contents(root).first()).containsExactly(0, 254);
        long leaves = source.pages(1).getFirst().table();
        ShadowEntry leaf = source.entry(leaves, 359);
        assertThat(leaf.kind()).isEqualTo(ShadowEntry.Kind.LEAF);
        assertThat(leaf.pfn()).isEqualTo(HandMade.PFN + 0x145);
        assertThat(source.entry(source.pages(5).getFirst().table(), 0).table()).isEqualTo(source.pages(4).getFirst().table());
        assertThat(source.entry(GuestTable.at(0x9999, 1, 4), 0).kind()).isEqualTo(GuestEntry.Kind.NO_MEMORY);
    }

    @Test
    void aQuadrantIsAPartOfATwoLevelTable() {
        MachineShadow source = HandMade.twoLevel(8).shadow();
        assertThat(source.pages(2)).extracting(p -> p.shadows().first()).containsExactly(0, 256, 512, 768);
        assertThat(source.pages(1)).hasSize(16).extracting(p -> p.shadows().first()).startsWith(0, 512, 0, 512);
        assertThat(source.specials()).extracting(ShadowSource.Special::level).containsExactly(3);
        assertThat(source.contents(source.specials().getFirst().table()).size()).isEqualTo(4);
    }

    @Test
    void whatDidNotChangeIsTakenOverAndWhatDidIsReadAgain() {
        HandMade machine = HandMade.twoLevel(64);
        MachineShadow first = machine.shadow();
        List<Page> before = first.pages(1);
        long table = before.get(5).table();
        assertThat(first.contents(table).leaves()).isEqualTo(512);
        machine.put(table + 8 * 7, 0);
        MachineShadow second = machine.next(first);
        assertThat(second.pages(1)).isSameAs(before);
        assertThat(second.contents(table).leaves()).isEqualTo(511);
        machine.put(machine.header(table) + X86Map.SP_UNSYNC, 1);
        MachineShadow third = machine.next(second);
        assertThat(third.page(table).unsync()).isTrue();
        assertThat(third.pages(1).get(6)).isSameAs(before.get(6));
    }
}
