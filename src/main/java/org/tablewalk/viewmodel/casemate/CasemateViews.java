package org.tablewalk.viewmodel.casemate;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.picture.tree.TreeLegend;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.session.casemate.CasemateRun;
import org.tablewalk.session.casemate.CasemateTraces;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Reading;
import org.tablewalk.viewmodel.tree.TreePanes;

/** What the window shows of a casemate trace. */
public final class CasemateViews implements KindViews {
    /** What a trace can be counted by: it records no access. */
    private static final Set<String> RECORDED = Set.of(Counter.TLBI_ISSUED.key(), Counter.DSB_WAITS.key(), Counter.PTE_WRITES.key(),
            Counter.BROKEN_STEPS.key());

    private final LaneTerms lanes = new LaneTerms(true, false, -1);

    @Override
    public String kind() {
        return CasemateTraces.NAME;
    }

    @Override
    public KindPanes panes(Bench bench) {
        return new TreePanes(bench);
    }

    @Override
    public Function<Frame, Reading> reader(Subject subject, Messages messages) {
        return new CasemateReader((CasemateRun) subject, messages);
    }

    @Override
    public List<LegendItem> legend() {
        return TreeLegend.items();
    }

    @Override
    public LaneTerms lanes() {
        return lanes;
    }

    @Override
    public boolean counts(String counter) {
        return RECORDED.contains(counter);
    }

    @Override
    public String about(Subject subject, Messages messages) {
        var trace = ((CasemateRun) subject).trace();
        return messages.text("about.casemate", messages.count("count.records", trace.records()), messages.count("count.threads", trace.threads().size()));
    }
}
