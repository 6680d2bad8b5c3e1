package org.tablewalk.picture.kvmmmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.format.kvmmmu.KvmmmuMachine;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.machine.Move;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

class ImportedShadowTest {
    private static KvmmmuTrace open(String name) throws IOException {
        try (InputStream in = ImportedShadowTest.class.getResourceAsStream("/kvmmmu/" + name)) {
            return KvmmmuTrace.open(name, in.readAllBytes());
        }
    }

    /** The machine after so many records, with the step that led there. */
    private static StepRecord run(KvmmmuMachine machine, KvmmmuTrace trace, int steps) {
        StepRecord last = null;
        while (machine.next() < steps) {
            List<EventRecord> events = new ArrayList<>();
            machine.attach((kind, actor, a, b, c) -> events.add(new EventRecord(kind, actor, a, b, c)));
            int at = machine.next();
            machine.step(Move.of(Move.RUN, trace.lane(at), 0));
            last = new StepRecord(at, 0, trace.lane(at), at, at + 1, at, at + 1, events, new int[0], new long[0], new long[0]);
        }
        return last;
    }

    private static ImportedShadow source(String name, int steps) throws IOException {
        KvmmmuTrace trace = open(name);
        KvmmmuMachine machine = trace.machine();
        run(machine, trace, steps < 0 ? trace.records() : steps);
        return new ImportedShadow(new KvmmmuState(trace.map(), machine.cells()::get));
    }

    @Test
    void aPortalIsSeenToShadowNothing() throws IOException {
        ImportedShadow source = source("nested.txt", 14);
        Page portal = source.pages(5).getFirst();
        Page root = source.pages(4).getFirst();
        assertThat(portal.gfn()).isEqualTo(root.gfn());
        assertThat(portal.passthrough()).isEqualTo(Answer.YES);
        assertThat(portal.guestEntries()).isEqualTo(Answer.NO);
        assertThat(portal.shadows()).isNull();
        assertThat(root.passthrough()).isEqualTo(Answer.NO);
        assertThat(root.shadows().table()).isEqualTo(source.guestRoot(0).table());
        assertThat(source.entry(portal.table(), 0)).isEqualTo(new ShadowEntry(ShadowEntry.Kind.LINK, ShadowSource.UNKNOWN, root.table(),
                ShadowSource.UNKNOWN, ShadowSource.UNKNOWN, 7, false, false));
        assertThat(source.entry(portal.table(), 1).kind()).as("nobody told").isEqualTo(ShadowEntry.Kind.UNKNOWN);
        assertThat(source.hardwareRoot(0).table()).isEqualTo(ShadowSource.UNKNOWN);
        assertThat(source.tracked(portal.gfn())).isEqualTo(ShadowSource.UNKNOWN);
        assertThat(source.chain(source.bucket(portal.gfn()))).containsExactly(root, portal);
    }

    @Test
    void bitsThatTheTextLeavesOutAreUnknown() throws IOException {
        Page page = source("nested.txt", 14).pages(1).getFirst();
        assertThat(page.known() & 1 << 13).as("wp").isZero();
        assertThat(page.known() & 1 << 18).as("passthrough").isZero();
        assertThat(page.known() & 0xf).isEqualTo(0xf);
        assertThat(page.role() & ~page.known()).isZero();
        Page whole = source("pae.txt", 9).pages(2).stream().filter(p -> p.gfn() == 0x501).findFirst().orElseThrow();
        assertThat(whole.known()).isEqualTo(0xffff_ffffL);
        assertThat(RoleDesign.MAINLINE.get(whole.role(), RoleField.CR0_WP)).isEqualTo(1);
    }

    @Test
    void leavesNameTheirFrames() throws IOException {
        ImportedShadow source = source("nested.txt", -1);
        Page table = source.pages(1).getFirst();
        ShadowEntry leaf = source.entry(table.table(), 0x145);
        assertThat(leaf.kind()).isEqualTo(ShadowEntry.Kind.LEAF);
        assertThat(leaf.pfn()).isEqualTo(0x1234567);
        assertThat(leaf.gfn()).as("from the guest entry that the walk read").isEqualTo(0x55006);
        assertThat(source.entry(table.table(), 0x146).gfn()).as("its guest entry was not read").isEqualTo(ShadowSource.UNKNOWN);
        assertThat(source.reverse(0x55006)).containsExactly(new ShadowSource.Mapping(table.table() + 8 * 0x145, 1));
        GuestTable guest = table.shadows().table();
        assertThat(source.entry(guest, 0x145).kind()).isEqualTo(GuestEntry.Kind.LEAF);
        assertThat(source.entry(guest, 0).kind()).isEqualTo(GuestEntry.Kind.UNKNOWN);
    }

    @Test
    void theTdpMmuHasNoShadowPagesInTheHash() throws IOException {
        ImportedShadow source = source("tdp.txt", 15);
        assertThat(source.paging()).isEqualTo(ShadowSource.Paging.TDP_MMU);
        Page huge = source.pages(2).getFirst();
        assertThat(huge.tdpMmu()).isTrue();
        ShadowEntry link = source.entry(huge.table(), 4);
        assertThat(link.kind()).isEqualTo(ShadowEntry.Kind.LINK);
        assertThat(link.word()).isEqualTo(0x10001003907L);
        assertThat(link.table()).isEqualTo(source.pages(1).getFirst().table());
        assertThat(source.chain(source.bucket(0))).isEmpty();
    }

    @Test
    void aStepIsSeenInTheScene() throws IOException {
        KvmmmuTrace trace = open("nested.txt");
        KvmmmuMachine machine = trace.machine();
        StepRecord read = run(machine, trace, 4);
        var state = new KvmmmuState(trace.map(), machine.cells()::get);
        ShadowScene scene = ImportedScene.of(new ImportedShadow(state), read);
        assertThat(scene.reads()).isEqualTo(Set.of(0x1a2c000L));
        assertThat(scene.walks()).containsExactly(new ShadowScene.Walk(0, 0x12345678, true, 0, 0));
        StepRecord made = run(machine, trace, 11);
        assertThat(ImportedScene.of(new ImportedShadow(state), made).made()).hasSize(1);
        StepRecord set = run(machine, trace, 13);
        scene = ImportedScene.of(new ImportedShadow(state), set);
        assertThat(scene.walks()).as("the fault has its entry").isEmpty();
        assertThat(scene.before().values()).containsExactly(ShadowSource.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.txt", "unsync.txt", "pae.txt", "tdp.txt"})
    void everyMomentIsConsistent(String name) throws IOException {
        KvmmmuTrace trace = open(name);
        for (int steps = 0; steps <= trace.records(); steps++) {
            ImportedShadow source = source(name, steps);
            for (int level = 1; level <= 5; level++) {
                for (Page page : source.pages(level)) {
                    assertThat(source.page(page.table())).isSameAs(page);
                    Contents contents = source.contents(page.table());
                    assertThat(contents.empty()).as("%s %d: %s", name, steps, page).isBetween(0, 512);
                    for (long parent : source.parents(page)) {
                        ShadowEntry entry = source.entry(parent & -4096, (int) (parent & 4095) / 8);
                        // What was told of the entry since goes before what was inferred.
                        assertThat(entry.word() == ShadowSource.UNKNOWN ? entry.table() : page.table()).isEqualTo(page.table());
                    }
                }
            }
        }
    }
}
