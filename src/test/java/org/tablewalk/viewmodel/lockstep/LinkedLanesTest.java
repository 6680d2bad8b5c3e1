package org.tablewalk.viewmodel.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.format.lockstep.LockStepSet;
import org.tablewalk.picture.timeline.Axis;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Lanes of machines side by side are moved and zoomed as those of one are, all together: the place shown is at the same height in all of them. */
@Tag("seeded")
class LinkedLanesTest {
    private static final double WIDE = 480;
    private static final long SEED = Seeds.of(3);

    private final StraightSession session = new StraightSession();
    private final MainViewModel window = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH));
    private final LockStepViewModel model = window.lockStep();

    private void send(Command command) {
        session.send(command);
        refresh();
    }

    private void refresh() {
        // What is shown may be asked for anew: the pulse after it shows that.
        window.refresh();
        window.refresh();
        model.pictures(c -> c.lanes()).forEach(lanes -> lanes.picture(WIDE, 260));
    }

    private void open(String scenario, String parameter, String... values) {
        List<LockStepSet.Machine> machines = new ArrayList<>();
        for (String value : values) {
            machines.add(new LockStepSet.Machine(value, scenario, null, Map.of(parameter, value), null, List.of()));
        }
        send(new Command.OpenLockStep(new LockStepSet("set", "set", "", machines)));
        send(new Command.Run());
    }

    private void run(String id) {
        window.laneCommands().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow().run();
        refresh();
    }

    private Axis axis(int column) {
        return model.columns().get(column).timeline().picture().axis();
    }

    private LockStepFrame frame() {
        return session.lockStep();
    }

    /** Where a column is shown, as an x of its lanes. */
    private double cursor(int column) {
        return axis(column).x(frame().machines().get(column).frame().position());
    }

    private void aligned(String when) {
        for (int i = 1; i < frame().machines().size(); i++) {
            assertThat(axis(i).to() - axis(i).from()).as("scale of %d, %s", i, when).isCloseTo(axis(0).to() - axis(0).from(), within(1e-6));
            assertThat(cursor(i)).as("cursor of %d, %s", i, when).isCloseTo(cursor(0), within(1e-6));
        }
    }

    /** What the engine tells of lanes is what is in sight: nothing is missing at an edge. */
    private void told(String when) {
        for (int i = 0; i < frame().machines().size(); i++) {
            var lanes = frame().machines().get(i).frame().lanes();
            long length = frame().machines().get(i).frame().length();
            assertThat(lanes.from()).as("%d, %s", i, when).isLessThanOrEqualTo((long) Math.ceil(Math.clamp(axis(i).from(), 0.0, length)));
            assertThat(lanes.to()).as("%d, %s", i, when).isGreaterThanOrEqualTo((long) Math.floor(Math.clamp(axis(i).to(), 0.0, length)));
        }
    }

    @Test
    void thePlaceShownIsAtTheSameHeightInAllWhateverIsDone() {
        System.out.println("LinkedLanesTest -Dtablewalk.seed=" + SEED);
        var random = new Random(SEED);
        open("vmid-reuse", "flush", "everywhere", "locally", "nothing");
        int apart = 0;
        for (int i = 0; i < 120; i++) {
            String deed = switch (random.nextInt(8)) {
                case 0 -> {
                    String id = window.laneCommands().get(random.nextInt(4)).id();
                    run(id);
                    yield id;
                }
                case 1 -> {
                    model.columns().get(random.nextInt(3)).lanes().pan(random.nextInt(200) - 100, 0);
                    refresh();
                    yield "dragged";
                }
                case 2 -> {
                    model.columns().get(random.nextInt(3)).lanes().zoom(0.5 + random.nextDouble() * 2, 80 + random.nextInt(380), 50);
                    refresh();
                    yield "zoomed";
                }
                case 3 -> {
                    model.columns().get(random.nextInt(3)).lanes().activate(null);
                    refresh();
                    yield "back";
                }
                case 4 -> {
                    send(new Command.Lead(random.nextInt(3)));
                    yield "another leads";
                }
                default -> {
                    send(new Command.Seek(random.nextLong(frame().lead().length() + 1)));
                    yield "sought";
                }
            };
            String when = "seed " + SEED + ", " + i + ": " + deed;
            aligned(when);
            told(when);
            apart += frame().machines().stream().map(m -> m.frame().position()).distinct().count() > 1 ? 1 : 0;
        }
        assertThat(apart).as("times at which they were at different steps").isPositive();
    }

    @Test
    void draggingTheLanesOfAnyMachineMovesAllByTheSame() {
        open("vmid-reuse", "flush", "everywhere", "nothing");
        send(new Command.Seek(60));
        double one = axis(0).from();
        double other = axis(1).from();
        double step = (axis(0).right() - axis(0).left()) / (axis(0).to() - axis(0).from());
        model.columns().get(1).lanes().pan(-20 * step, 0);
        refresh();
        assertThat(axis(0).from()).isCloseTo(one + 20, within(1e-6));
        assertThat(axis(1).from()).isCloseTo(other + 20, within(1e-6));
    }

    @Test
    void whatIsUnderThePointerStaysThereWhenZoomedInAMachineThatDoesNotLead() {
        open("vmid-reuse", "flush", "everywhere", "nothing");
        send(new Command.Seek(110));
        assertThat(frame().machines().get(1).frame().position()).as("a place of its own").isNotEqualTo(110);
        double at = axis(1).position(300);
        model.columns().get(1).lanes().zoom(2, 300, 40);
        refresh();
        assertThat(axis(1).position(300)).isCloseTo(at, within(1e-6));
        aligned("zoomed");
    }

    @Test
    void theKeysOfTheTimelineMoveAndZoomAllLanes() {
        open("vmid-reuse", "flush", "everywhere", "nothing");
        send(new Command.Seek(50));
        double wide = axis(0).to() - axis(0).from();
        run("timeline.zoomIn");
        assertThat(axis(1).to() - axis(1).from()).isCloseTo(wide / 1.5, within(1e-6));
        double from = axis(1).from();
        run("timeline.right");
        assertThat(axis(1).from()).isCloseTo(from + wide / 1.5 / 4, within(1e-6));
        aligned("moved");
        run("timeline.left");
        run("timeline.zoomOut");
        assertThat(axis(1).to() - axis(1).from()).isCloseTo(wide, within(1e-6));
    }

    @Test
    void runsThatAreShorterThanWhatIsUsualFillTheLanes() {
        open("combined-entries", "flow", "right", "missing");
        assertThat(axis(0).to() - axis(0).from()).isEqualTo(frame().machines().stream().mapToLong(m -> m.frame().length()).max().orElseThrow());
        aligned("at the end");
    }

    @Test
    void anotherMachineThatLeadsLeavesTheLanesWhereTheyAre() {
        open("vmid-reuse", "flush", "everywhere", "nothing");
        send(new Command.Seek(110));
        run("timeline.zoomIn");
        run("timeline.left");
        List<Axis> before = List.of(axis(0), axis(1));
        send(new Command.Lead(1));
        assertThat(frame().machines().get(1).frame().position()).isNotEqualTo(110);
        assertThat(axis(1)).isEqualTo(before.get(1));
    }

    @Test
    void fitGoesToTheTablesOfAll() {
        open("vmid-reuse", "flush", "everywhere", "nothing");
        List<Long> before = model.tables().stream().map(t -> t.versionProperty().get()).toList();
        window.centre().commands().stream().filter(c -> c.id().equals("tree.fit")).findFirst().orElseThrow().run();
        for (int i = 0; i < 2; i++) {
            assertThat(model.tables().get(i).versionProperty().get()).as("picture %d", i).isGreaterThan(before.get(i));
        }
    }

    @Test
    void theTimelineOfOneMachineIsDraggedByWhatThePointerMoves() {
        send(new Command.OpenShipped("vmid-reuse", Map.of(), null));
        send(new Command.Run());
        send(new Command.Seek(60));
        window.timeline().draw(WIDE, 260);
        Axis before = window.timeline().picture().axis();
        for (int i = 0; i < 30; i++) {
            window.timeline().pan(-2, 0);
        }
        window.timeline().draw(WIDE, 260);
        assertThat(window.timeline().picture().axis().from() - before.from()).isCloseTo(60 / (before.right() - before.left()) * (before.to() - before.from()), within(1e-6));
    }

    @Test
    void whatIsOpenedNextFillsItsLanesHoweverTheLastWereZoomed() {
        send(new Command.OpenShipped("vmid-reuse", Map.of(), null));
        send(new Command.Run());
        window.timeline().draw(WIDE, 260);
        for (int i = 0; i < 6; i++) {
            run("timeline.zoomIn");
        }
        send(new Command.OpenShipped("two-vcpus", Map.of(), null));
        send(new Command.Run());
        send(new Command.Seek(0));
        window.timeline().draw(WIDE, 260);
        assertThat(session.frame().lanes().from()).isLessThanOrEqualTo((long) window.timeline().picture().axis().from());
        assertThat(session.frame().lanes().to()).isGreaterThanOrEqualTo(Math.min(session.frame().length(), (long) window.timeline().picture().axis().to()));
        open("vmid-reuse", "flush", "everywhere", "nothing");
        told("opened after something else");
    }
}
