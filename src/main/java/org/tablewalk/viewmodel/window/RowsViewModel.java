package org.tablewalk.viewmodel.window;

import java.util.function.IntConsumer;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.rows.RowsLayout;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.kind.Moment;

/** A row for each CPU: its lane and, where something is known of TLBs, what its TLB holds. Moving and zooming is the lanes'. */
public final class RowsViewModel extends CanvasViewModel {
    private final TimelineViewModel timeline;
    private final RowsLayout layout;
    private final IntConsumer openTlb;
    private Moment moment;

    RowsViewModel(TimelineViewModel timeline, FontMetrics metrics, IntConsumer openTlb) {
        this.timeline = timeline;
        this.openTlb = openTlb;
        layout = new RowsLayout(metrics);
        timeline.versionProperty().addListener((property, before, now) -> moved());
    }

    void show(Moment now, String sentence) {
        moment = now;
        timeline.show(now, sentence);
        describe(sentence);
        changed();
    }

    private boolean tlbs() {
        return moment != null && moment.open() && moment.cpus() > 0 && moment.reading().tlb(0) != null;
    }

    @Override
    public Drawing draw(double width, double height) {
        if (!tlbs()) {
            return timeline.draw(width, height);
        }
        timeline.draw(RowsLayout.lanes(width), height);
        return layout.layOut(timeline.picture(), moment.frame().position(), moment.reading()::tlb, width, height);
    }

    @Override
    public boolean stepped() {
        return timeline.stepped();
    }

    @Override
    public void zoom(double factor, double x, double y) {
        timeline.zoom(factor, x, y);
    }

    @Override
    public void pan(double dx, double dy) {
        timeline.pan(dx, dy);
    }

    @Override
    public boolean scrub(double x, double y) {
        return timeline.onLanes(x) && timeline.scrub(x, y);
    }

    @Override
    public void select(Target target) {
        if (target != null && (target.kind() == Target.Kind.TLB || target.kind() == Target.Kind.TLB_ENTRY)) {
            openTlb.accept((int) target.a());
        } else {
            timeline.select(target);
        }
    }

    @Override
    public void activate(Target target) {
        timeline.activate(target);
    }
}
