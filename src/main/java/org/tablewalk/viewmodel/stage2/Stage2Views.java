package org.tablewalk.viewmodel.stage2;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.narrate.stage2.Narrator;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.forest.ForestLegend;
import org.tablewalk.picture.stage2.ArmForest;
import org.tablewalk.picture.stage2.ArmTables;
import org.tablewalk.picture.stage2.ArmTlbs;
import org.tablewalk.picture.stage2.TwoStageTlbs;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.picture.tree.TreeLegend;
import org.tablewalk.session.Frame;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.session.stage2.Stage2Machines;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Reading;
import org.tablewalk.viewmodel.tree.TreePanes;

/** What the window shows of our Arm machine. */
public final class Stage2Views implements KindViews {
    private final LaneTerms lanes = new LaneTerms(false, false, ArmState.RCU);

    @Override
    public String kind() {
        return Stage2Machines.NAME;
    }

    @Override
    public KindPanes panes(Bench bench) {
        return new TreePanes(bench, List.of(new WalkFace(bench), new GeometryFace(bench), new RightsFace(bench), new DirtyFace(bench)));
    }

    @Override
    public Function<Frame, Reading> reader(Subject subject, Messages messages) {
        var blueprint = (ArmBlueprint) ((ScenarioRun) subject).source().blueprint();
        ArmMap map = blueprint.build().map();
        Intrinsics intrinsics = blueprint.intrinsics();
        var narrator = new Narrator();
        Map<Long, String> names = new HashMap<>();
        TlbBook<ArmState.TlbEntry> tlbs = ArmTlbs.book(map);
        TlbBook<TwoStageTlbs.Entry> stages = ArmTlbs.book(map);
        boolean two = map.config().regime() != null && map.config().regime().stage1() != null;
        return frame -> {
            var state = new ArmState(map, frame.image());
            var tables = new ArmTables(state);
            if (two) {
                stages.show(new TwoStageTlbs(state, frame.before()), frame.step(), frame.tlbLog());
            } else {
                tlbs.show(new ArmTlbs(state, frame.before(), tables.format()), frame.step(), frame.tlbLog());
            }
            return new Stage2Reading(frame, state, intrinsics, state.rooted() ? tables : null, new ArmForest(state, frame.tlbLog()), two ? stages : tlbs, blueprint::build,
                    narrator, names,
                    messages);
        };
    }

    @Override
    public List<LegendItem> legend() {
        return Stream.concat(TreeLegend.items().stream(), ForestLegend.items().stream()).toList();
    }

    @Override
    public LaneTerms lanes() {
        return lanes;
    }

    @Override
    public List<String> compared() {
        return Stream.of(Counter.TRANSLATION_FAULTS, Counter.SPURIOUS_FAULTS, Counter.TLBI_ISSUED, Counter.BROKEN_STEPS, Counter.CONFLICT_ABORTS, Counter.TLB_OVERLAPS,
                Counter.WALK_READS, Counter.PTE_WRITES).map(Counter::key).toList();
    }

    @Override
    public String about(Subject subject, Messages messages) {
        return ((ScenarioRun) subject).source().scenario().summary();
    }
}
