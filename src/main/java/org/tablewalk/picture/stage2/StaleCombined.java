package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.stage2.Stage1Copies;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.forest.ForestScene.Crossing;
import org.tablewalk.picture.forest.ForestScene.News;
import org.tablewalk.picture.tree.TreeScene;

/**
 * TLB entries of both stages that lead where the tables do not lead any more: a copy of the stage-2 entry that they come by now, the way that they go past both trees, and the frame at its end.
 */
final class StaleCombined {
    /** So many are worked out at most; of that many nobody could see the ways. */
    private static final int MOST = 4;
    private static final List<String> FORMS = List.of("", ".short", ".least");

    private final ArmState state;
    private final FrameData data;
    private final Words words = new Words();
    private final List<Found> found = new ArrayList<>();

    /** One, and what the tables have in its place. */
    private record Found(int cpu, Stage1State.Entry entry, Origin origin) {}

    StaleCombined(ArmState state) {
        this.state = state;
        data = new FrameData(state);
        for (int cpu = 0; state.stage1() != null && cpu < state.map().config().cpus(); cpu++) {
            // A TLB that is shared is read at each of its CPUs.
            int tlb = state.map().config().regime().tlbOf(cpu);
            for (Stage1State.Entry entry : tlb == cpu ? state.stage1().tlb(cpu) : List.<Stage1State.Entry>of()) {
                Origin origin = entry.kind() == EntryKind.COMBINED && found.size() < MOST && Stage1Copies.why(state, entry) != null ? Origin.of(state, entry) : null;
                if (origin != null && origin.stage2() != null) {
                    found.add(new Found(cpu, entry, origin));
                }
            }
        }
    }

    /** As copies of entries of a VM's stage 2, which they are no copies of word by word. */
    List<TreeScene.Copy> copies(int vm) {
        return found.stream().filter(f -> f.origin.vm() == vm).map(f -> new TreeScene.Copy(f.cpu, f.entry.slot(), f.origin.ipa() & -f.entry.size(), f.entry.level(), f.entry
                .word()))
                .toList();
    }

    /** From the stage-1 entry to the stage-2 entry that they went by. */
    List<Crossing> ways() {
        return found.stream().map(f -> new Crossing(f.origin.stage1(), f.origin.stage2().descriptorAddress(), Crossing.Kind.STALE, text(f, ""))).toList();
    }

    /** Where they still lead. */
    List<News> news() {
        return found.stream().map(f -> new News(f.cpu, FORMS.stream().map(form -> text(f, form)).toList())).toList();
    }

    private String text(Found f, String form) {
        Stage2Geometry geometry = state.map().config().geometry();
        long pa = Descriptor.outputAddress(f.entry.word(), f.entry.level(), geometry.granule(), geometry.lpa2());
        String held = data.of(pa, f.origin.pa());
        return words.of("forest.stale" + form, f.cpu, Hex.grouped(f.entry.va()), Hex.grouped(pa), held.isEmpty() ? "" : " " + held);
    }
}
