package org.tablewalk.viewmodel.shadow;

import java.util.List;
import java.util.function.Function;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.picture.twotrees.TwoTreesLegend;
import org.tablewalk.session.Frame;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.session.shadow.ShadowMachines;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Reading;
import org.tablewalk.viewmodel.twotrees.TwoTreesPanes;

/** What the window shows of our x86 machine under a shadow MMU. */
public final class ShadowViews implements KindViews {
    /** A fault under a shadow MMU takes some hundreds of steps. */
    private static final double USUAL_STEPS = 480;

    private final LaneTerms lanes = new LaneTerms(false, true, -1);
    private final Designs designs = new Designs();

    @Override
    public String kind() {
        return ShadowMachines.NAME;
    }

    @Override
    public KindPanes panes(Bench bench) {
        return new TwoTreesPanes(bench);
    }

    @Override
    public Function<Frame, Reading> reader(Subject subject, Messages messages) {
        return new ShadowReader((ScenarioRun) subject, designs, messages);
    }

    @Override
    public List<LegendItem> legend() {
        return TwoTreesLegend.items();
    }

    @Override
    public LaneTerms lanes() {
        return lanes;
    }

    @Override
    public double usualSteps() {
        return USUAL_STEPS;
    }

    @Override
    public String about(Subject subject, Messages messages) {
        return ((ScenarioRun) subject).source().scenario().summary();
    }
}
