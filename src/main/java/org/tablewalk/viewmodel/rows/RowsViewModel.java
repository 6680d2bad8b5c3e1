package org.tablewalk.viewmodel.rows;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.rows.RowsLayout;
import org.tablewalk.picture.timeline.TimelinePicture;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.kind.Moment;

/** A row for each CPU: its lane and, where something is known of TLBs, what its TLB holds. Moving and zooming is the lanes'. */
public final class RowsViewModel extends CanvasViewModel {
    /** Width that lanes and TLBs need beside each other. */
    private static final double SLIM = 440;

    private final TimelineViewModel timeline;
    private final RowsLayout layout;
    private final IntConsumer openTlb;
    private final Consumer<Target> inspect;
    private final InspectorViewModel inspector;
    private Moment moment;
    /** Width below which the lanes have all of it. */
    private double least;

    /**
     * Rows around a timeline.
     *
     * @param openTlb opens a CPU's whole TLB
     * @param inspect shows a TLB entry in the inspector
     * @param inspector shows what there is to say of a CPU, or null
     */
    public RowsViewModel(TimelineViewModel timeline, FontMetrics metrics, IntConsumer openTlb, Consumer<Target> inspect, InspectorViewModel inspector) {
        this.timeline = timeline;
        this.openTlb = openTlb;
        this.inspect = inspect;
        this.inspector = inspector;
        layout = new RowsLayout(metrics);
        timeline.versionProperty().addListener((property, before, now) -> moved());
    }

    /** Shows another moment, and what its step did in a sentence. */
    public void show(Moment now, String sentence) {
        moment = now;
        timeline.show(now, sentence);
        // What is stale is found out here and not while the picture is laid out.
        if (tlbs() && timeline.picture() != null) {
            timeline.picture().rows().stream().filter(row -> row.cpu() < now.cpus()).forEach(row -> now.reading().tlb(row.cpu()));
        }
        describe(sentence);
        changed();
    }

    /** From now on it is one of several pictures side by side: what TLBs hold gives way for lanes that can be read. */
    public void slim() {
        least = SLIM;
        moved();
    }

    private boolean tlbs() {
        return moment != null && moment.open() && moment.cpus() > 0 && moment.reading().tlb(0) != null;
    }

    @Override
    public Drawing draw(double width, double height) {
        if (!tlbs() || width < least) {
            return timeline.draw(width, height);
        }
        timeline.draw(RowsLayout.lanes(width), height);
        return layout.layOut(timeline.picture(), moment.frame().position(), moment.reading()::tlb, width, height);
    }

    /** What belongs to a place: to a TLB entry the word it was filled from and the walk that filled it; to a word the entries in sight filled from it. */
    public Set<Target> related(Target target) {
        var related = new HashSet<Target>();
        if (!tlbs() || timeline.picture() == null) {
            return related;
        }
        switch (target.kind()) {
            case TLB_ENTRY -> {
                TlbTable table = moment.reading().tlb((int) target.a());
                int place = table.place((int) target.b());
                if (place >= 0) {
                    for (long source : table.sources(place)) {
                        related.add(Target.of(Target.Kind.DESCRIPTOR, source));
                        related.add(Target.of(Target.Kind.SHADOW_ENTRY, source));
                    }
                    walk((int) target.a(), table.cell(place).story().filled(), related);
                }
            }
            case DESCRIPTOR, SHADOW_ENTRY -> {
                for (TimelinePicture.Row row : timeline.picture().rows()) {
                    TlbTable table = moment.reading().tlb(row.cpu());
                    for (int i = 0; i < table.size(); i++) {
                        if (table.sources(i).contains(target.a())) {
                            related.add(new Target(Target.Kind.TLB_ENTRY, row.cpu(), table.slot(i)));
                            walk(row.cpu(), table.cell(i).story().filled(), related);
                        }
                    }
                }
            }
            default -> {
            }
        }
        return related;
    }

    /** What a CPU's lane shows at a step; nothing if it is not in sight. */
    public Set<Target> at(int cpu, long step) {
        var there = new HashSet<Target>();
        if (timeline.picture() != null) {
            walk(cpu, step, there);
        }
        // What begins with the step is meant rather than what goes on around it.
        var own = new Target(Target.Kind.STEP, step, cpu);
        return there.contains(own) ? Set.of(own) : there;
    }

    private void walk(int cpu, long step, Set<Target> into) {
        TimelinePicture lanes = timeline.picture();
        double x = lanes.axis().x(step + 0.5);
        if (step >= 0 && x >= lanes.axis().left() && x <= lanes.axis().right()) {
            for (Drawing.Hot hot : lanes.drawing().hots()) {
                if (hot.target().kind() == Target.Kind.STEP && hot.target().b() == cpu && hot.box().x() <= x && hot.box().right() >= x) {
                    into.add(hot.target());
                }
            }
        }
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
        if (target != null && target.kind() == Target.Kind.TLB) {
            openTlb.accept((int) target.a());
        } else if (target != null && target.kind() == Target.Kind.TLB_ENTRY) {
            inspect.accept(target);
        } else {
            timeline.select(target);
            if (inspector != null && target != null && target.kind() == Target.Kind.CPU && cpu((int) target.a()) != null) {
                inspector.instead(() -> cpu((int) target.a()));
            }
        }
    }

    private Sheet cpu(int cpu) {
        return moment != null && moment.open() && cpu < moment.cpus() ? moment.reading().cpu(cpu) : null;
    }

    @Override
    public void activate(Target target) {
        if (target == null || target.kind() != Target.Kind.TLB_ENTRY) {
            timeline.activate(target);
        } else {
            openTlb.accept((int) target.a());
        }
    }
}
