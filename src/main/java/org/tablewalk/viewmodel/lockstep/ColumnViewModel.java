package org.tablewalk.viewmodel.lockstep;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.lockstep.PartingMark;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.lockstep.Standing;
import org.tablewalk.trace.Lane;
import org.tablewalk.trace.Segment;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Highlight;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.kind.Moments;
import org.tablewalk.viewmodel.rows.RowsViewModel;
import org.tablewalk.viewmodel.rows.TimelineViewModel;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** One of the machines in lock step: what it is called, its verdict, its tables, its lanes. */
public final class ColumnViewModel {
    /** Below the ruler of the lanes. */
    private static final double RULER = 24;

    private final int index;
    private final LockStepViewModel all;
    private final Messages messages;
    private final Moments moments;
    private final Bench bench;
    private final VerdictViewModel verdict;
    private final TimelineViewModel timeline;
    private final RowsViewModel rows;
    private final PartingMark mark;
    private final Map<String, KindPanes> panesOf = new HashMap<>();
    private final LinkedCanvas tables;
    private final LinkedCanvas lanes;
    private final Highlight links;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper place = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper standing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper leads = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper parting = new ReadOnlyBooleanWrapper();
    private KindPanes panes;
    private Moment shown;
    private long parted = -1;

    /**
     * A column without a machine.
     *
     * @param index 0 for the leftmost
     * @param all   the columns that it stands among
     */
    ColumnViewModel(int index, LockStepViewModel all, FontMetrics metrics, List<KindViews> kinds, Messages messages) {
        this.index = index;
        this.all = all;
        this.messages = messages;
        moments = new Moments(kinds, messages);
        mark = new PartingMark(metrics);
        timeline = new TimelineViewModel(metrics, this::send, this::seek, cpu -> {});
        rows = new RowsViewModel(timeline, metrics, cpu -> {}, this::lookUp, null);
        rows.slim();
        timeline.share(all.stretch());
        // Nobody looks into it: the tables only need one to be told what is looked at.
        var inspector = new InspectorViewModel(metrics, this::seek, address -> {});
        bench = new Bench(metrics, messages, inspector, this::send, timeline::pin);
        verdict = new VerdictViewModel(metrics, this::seek, entry -> look(Target.of(Target.Kind.DESCRIPTOR, entry)), messages);
        tables = new LinkedCanvas(() -> all.pictures(column -> column.panes.centre()), false, (other, target) -> all.same(this, other, target), CanvasViewModel::draw);
        lanes = new LinkedCanvas(() -> all.pictures(column -> column.rows), true, (other, target) -> target.kind() == Target.Kind.CPU ? target : null,
                this::lanes);
        lanes.follow(rows);
        links = new Highlight(rows::related);
        links.tell(target -> all.point(this, target));
        for (CanvasViewModel canvas : List.of(tables, lanes)) {
            canvas.link(links);
            canvas.flag(verdict.signs());
        }
    }

    /** The lanes, and below them where the machine parts from the others. */
    private Drawing lanes(CanvasViewModel picture, double width, double height) {
        Drawing drawn = picture.draw(width, Math.max(1, height - PartingMark.FOOT));
        return mark.on(new Drawing(width, height, drawn.shapes(), drawn.hots()), timeline.picture() == null ? null : timeline.picture().axis(), parted, RULER, true);
    }

    /** Shows the machine of a frame; {@code called}: what it is called; {@code lead}: the moment of the one that leads, to be compared with, or null for itself; {@code later}: whether it goes on as the first one does where others part from that. */
    void show(LockStepFrame.Machine machine, String called, Moment now, Moment lead, boolean later) {
        boolean other = !now.sameSubject(shown);
        shown = now;
        if (other) {
            open(now.views());
        }
        parted = machine.parted();
        leads.set(lead == null);
        boolean still = later && machine.standing() != Standing.TOGETHER && now.frame().position() <= parted(machine);
        Standing at = later && now.frame().position() == parted(machine) + 1 ? Standing.PARTING : machine.standing();
        parting.set(!still && at == Standing.PARTING);
        title.set(called);
        place.set(messages.text("lockstep.place", Numbers.grouped(now.frame().position()), Numbers.grouped(now.frame().length())));
        standing.set(!still ? messages.text("lockstep.standing." + at) : machine.parted() < 0 ? messages.text("lockstep.still", LockStepViewModel.letter(0))
                : messages.text("lockstep.still.until", LockStepViewModel.letter(0), Numbers.grouped(machine.parted() + 1)));
        String told = told(now);
        sentence.set(told);
        verdict.sign(now);
        verdict.show(now);
        // The tabs that only some subjects have are not there.
        panes.pictures(now, told).getFirst().run();
        panes.compare(lead);
        timeline.beside(lead == null ? 0 : now.frame().position() - lead.frame().position(), lead == null);
        rows.show(now, told);
    }

    /** Index of the step with which a machine parts from the first; one that is never come to if it does not. */
    private static long parted(LockStepFrame.Machine machine) {
        return machine.parted() < 0 ? Long.MAX_VALUE - 1 : machine.parted();
    }

    private String told(Moment now) {
        return now.running() ? messages.text("sentence.running") : now.frame().step() == null ? messages.text("sentence.start", now.frame().subject().title())
                : now.reading().sentence();
    }

    /** The moment of a frame of this column. */
    Moment moment(LockStepFrame.Machine machine) {
        return moments.of(machine.frame());
    }

    private void open(KindViews kind) {
        panes = panesOf.computeIfAbsent(kind.kind(), name -> {
            KindPanes made = kind.panes(bench);
            made.centre().slim();
            return made;
        });
        panes.open();
        tables.follow(panes.centre());
    }

    /** Moves this machine: it leads from now on. */
    private void send(Command command) {
        all.send(this, command);
    }

    private void seek(long position) {
        send(new Command.Seek(position));
    }

    /** A TLB entry was pressed: what it was filled from is looked at. */
    private void lookUp(Target entry) {
        rows.related(entry).stream().filter(t -> t.kind() == Target.Kind.DESCRIPTOR || t.kind() == Target.Kind.SHADOW_ENTRY).findFirst().ifPresent(this::look);
    }

    private void look(Target entry) {
        tables.select(common(entry) == null ? entry : own(common(entry)));
    }

    /** Its tables, without what is linked. */
    CentreCanvas centre() {
        return panes.centre();
    }

    /** Its lanes without what TLBs hold. */
    TimelineViewModel timeline() {
        return timeline;
    }

    /** What a place of this machine's tables stands for, told so that others find their own; null if nothing there can. */
    Target common(Target here) {
        return panes.centre().common(here);
    }

    /** The place of this machine's tables for one that another told, or null. */
    Target own(Target common) {
        return common == null ? null : panes.centre().own(common);
    }

    /** Something is pointed at in another machine: places that this one has too. */
    void light(Set<Target> there) {
        Set<Target> lit = new HashSet<>(there);
        there.forEach(t -> lit.addAll(rows.related(t)));
        links.light(lit);
    }

    /** Somebody points at what another machine did in a step, and this one did in one of its own. */
    void lightStep(int cpu, long step) {
        links.light(rows.at(cpu, step));
    }

    /** The step after the last of what a CPU did from a step on, as its lane has it. */
    long end(int cpu, long step) {
        for (Lane lane : shown.frame().lanes().lanes()) {
            for (Segment s : lane.segments()) {
                if (lane.cpu() == cpu && s.from() == step) {
                    return s.to();
                }
            }
        }
        return step + 1;
    }

    /** The findings of its run. */
    List<Finding> findings() {
        return shown == null ? List.of() : shown.frame().judgement().findings();
    }

    /** What belongs to a place of this machine, that place included. */
    Set<Target> related(Target here) {
        Set<Target> related = new HashSet<>(rows.related(here));
        related.add(here);
        return related;
    }

    /** Its number, 0 for the leftmost. */
    public int index() {
        return index;
    }

    /** The letter that it is called by in the chart. */
    public String letter() {
        return LockStepViewModel.letter(index);
    }

    /** What differs in it. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** Steps made, of how many. */
    public ReadOnlyStringProperty placeProperty() {
        return place.getReadOnlyProperty();
    }

    /** Whether it still does what the others do, in a word. */
    public ReadOnlyStringProperty standingProperty() {
        return standing.getReadOnlyProperty();
    }

    /** What its last step did. */
    public ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /** Whether it is the one that is moved, and the others follow it. */
    public ReadOnlyBooleanProperty leadsProperty() {
        return leads.getReadOnlyProperty();
    }

    /** Whether it has just done something else than the others. */
    public ReadOnlyBooleanProperty partingProperty() {
        return parting.getReadOnlyProperty();
    }

    /** Its verdict. */
    public VerdictViewModel verdict() {
        return verdict;
    }

    /** Its tables. */
    public CanvasViewModel tables() {
        return tables;
    }

    /** A row for each of its CPUs. */
    public CanvasViewModel lanes() {
        return lanes;
    }

    /** From now on this machine is the one that is moved. */
    public void lead() {
        all.lead(this);
    }
}
