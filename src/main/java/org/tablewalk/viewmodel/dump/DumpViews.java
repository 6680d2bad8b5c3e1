package org.tablewalk.viewmodel.dump;

import java.util.List;
import java.util.function.Function;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.dump.DumpTables;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.picture.dump.DumpLegend;
import org.tablewalk.picture.tree.TableOrigin;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.session.dump.DumpRun;
import org.tablewalk.session.dump.Dumps;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Reading;
import org.tablewalk.viewmodel.tree.TreePanes;

/** What the window shows of a dump. */
public final class DumpViews implements KindViews {
    private final LaneTerms lanes = new LaneTerms(true, false, -1);

    @Override
    public String kind() {
        return Dumps.NAME;
    }

    @Override
    public KindPanes panes(Bench bench) {
        return new TreePanes(bench);
    }

    @Override
    public Function<Frame, Reading> reader(Subject subject, Messages messages) {
        var dump = ((DumpRun) subject).trace();
        var tables = new DumpTables(dump.tree(), new TableOrigin(dump.title(), dump.style().word(), dump.whole()));
        return frame -> new DumpReading(frame, dump, tables, messages);
    }

    @Override
    public List<LegendItem> legend() {
        return DumpLegend.items();
    }

    @Override
    public LaneTerms lanes() {
        return lanes;
    }

    /** Nothing happens in a dump. */
    @Override
    public boolean counts(String counter) {
        return false;
    }

    @Override
    public String about(Subject subject, Messages messages) {
        var dump = ((DumpRun) subject).trace();
        var geometry = dump.tree().geometry();
        return messages.text("about.dump", messages.count("count.runs", dump.tree().runs().count()), messages.count("count.tables", dump.tree().pages()),
                geometry.granule().label(), geometry.ipaBits(), geometry.levels(), geometry.startLevel(), dump.style().word());
    }
}
