package org.tablewalk.viewmodel.kvmmmu;

import java.util.List;
import java.util.function.Function;
import org.tablewalk.narrate.kvmmmu.KvmmmuNarrator;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.kvmmmu.ImportedShadow;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.picture.twotrees.TwoTreesLegend;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.session.kvmmmu.KvmmmuRun;
import org.tablewalk.session.kvmmmu.KvmmmuTraces;
import org.tablewalk.trace.kvmmmu.KvmmmuState;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Reading;
import org.tablewalk.viewmodel.twotrees.TwoTreesPanes;

/** What the window shows of a trace of the kernel's kvmmmu tracepoints. */
public final class KvmmmuViews implements KindViews {
    private final LaneTerms lanes = new LaneTerms(true, true, -1);

    @Override
    public String kind() {
        return KvmmmuTraces.NAME;
    }

    @Override
    public KindPanes panes(Bench bench) {
        return new TwoTreesPanes(bench);
    }

    @Override
    public Function<Frame, Reading> reader(Subject subject, Messages messages) {
        var trace = ((KvmmmuRun) subject).trace();
        var texts = new TracepointText(trace, messages);
        var narrator = new KvmmmuNarrator(texts::told);
        return frame -> {
            var state = new KvmmmuState(trace.map(), frame.image());
            return new KvmmmuReading(frame, state, trace, new ImportedShadow(state), texts, narrator, messages);
        };
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
    public String about(Subject subject, Messages messages) {
        var trace = ((KvmmmuRun) subject).trace();
        return messages.text("about.kvmmmu", messages.count("count.records", trace.records()), messages.count("count.threads", trace.tasks().size()));
    }
}
