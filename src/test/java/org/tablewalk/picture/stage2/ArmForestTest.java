package org.tablewalk.picture.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Legibility;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.forest.ForestLayout;
import org.tablewalk.picture.forest.ForestPicture;
import org.tablewalk.picture.forest.ForestScene;
import org.tablewalk.picture.forest.ForestView;
import org.tablewalk.picture.tree.TreeCache;

/** Several trees in one picture, over whole runs of machines that have them. */
class ArmForestTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    /** Shows every state of a scenario's own run, the first included. */
    static void run(String name, Consumer<ArmState> see) throws Exception {
        run(name, (machine, move) -> {}, see);
    }

    /** The same; {@code watch} gets the machine and its next move before that is made. */
    static void run(String name, ObjIntConsumer<ArmMachine> watch, Consumer<ArmState> see) throws Exception {
        byte[] text = ArmForestTest.class.getResourceAsStream("/org/tablewalk/pictures/" + name + ".json").readAllBytes();
        var made = new MachineFactory().build(Shipped.scenarios().read(name, text), Map.of());
        var machine = (ArmMachine) made.get();
        var policy = made.policy();
        int last = Move.NONE;
        see.accept(new ArmState(machine.map(), machine.cells().image()));
        for (int step = 0; step < 1000 && machine.enabled(Move.RUN) != 0; step++) {
            last = policy.choose(machine, step, last);
            watch.accept(machine, last);
            machine.step(last);
            see.accept(new ArmState(machine.map(), machine.cells().image()));
        }
    }

    static ForestScene scene(ArmState state) {
        return new ArmForest(state).scene(null, List.of(), 0, Set.of(), List.of(), -1);
    }

    static Map<Target, Box> boxes(Drawing drawing, Target.Kind kind) {
        Map<Target, Box> boxes = new HashMap<>();
        drawing.hots().stream().filter(h -> h.target().kind() == kind).forEach(h -> boxes.put(h.target(), h.box()));
        return boxes;
    }

    /** A picture after another of the same run. */
    static final class Film {
        final Map<Integer, TreeCache> caches = new HashMap<>();
        final double width;
        final double height;
        ForestView view = ForestView.initial();

        Film(double width, double height) {
            this.width = width;
            this.height = height;
        }

        Drawing next(ForestScene scene) {
            ForestPicture picture = new ForestLayout(METRICS).layOut(scene, view, width, height, caches);
            view = picture.view();
            return picture.drawing();
        }
    }

    @ParameterizedTest
    @CsvSource({"two-vms, 560, 262, 2, 6", "two-vms, 830, 410, 2, 6", "two-vms, 1240, 560, 2, 6", "two-stages, 577, 262, 3, 9", "two-stages, 830, 410, 3, 9",
        "two-stages, 1310, 560, 3, 9"})
    void nothingMovesAndAllCanBeReadThroughoutARun(String name, double width, double height, int ofTrees, int ofTables) throws Exception {
        var film = new Film(width, height);
        Map<Target, Box> trees = new HashMap<>();
        Map<Target, Box> tables = new HashMap<>();
        run(name, state -> {
            Drawing drawing = film.next(scene(state));
            assertThat(new Legibility(METRICS).faults(drawing)).isEmpty();
            boxes(drawing, Target.Kind.TREE).forEach((tree, box) -> assertThat(trees.computeIfAbsent(tree, t -> box)).isEqualTo(box));
            boxes(drawing, Target.Kind.TABLE).forEach((table, box) -> assertThat(tables.computeIfAbsent(table, t -> box)).as(table.toString()).isEqualTo(box));
        });
        assertThat(trees).hasSize(ofTrees);
        assertThat(tables).as("three tables of each").hasSize(ofTables);
    }

    @Test
    void everyMomentOfEveryShippedForestDrawsAndStandsStill() throws Exception {
        int forests = 0;
        for (String name : ArmSceneTest.shipped()) {
            var replay = new ArmSceneTest.Replay(name, Map.of(), 20_000);
            if (ArmForest.size(replay.at(0).map().config()) < 2) {
                continue;
            }
            forests++;
            var film = new Film(830, 410);
            Map<Target, Box> trees = new HashMap<>();
            Map<Target, Box> before = Map.of();
            for (long p = 0; p <= replay.length(); p += Math.max(1, replay.length() / 300)) {
                Drawing drawing = film.next(scene(replay.at(p)));
                boxes(drawing, Target.Kind.TREE).forEach((tree, box) -> assertThat(trees.computeIfAbsent(tree, t -> box)).isEqualTo(box));
                Map<Target, Box> now = new HashMap<>();
                // Besides the entry itself the ends of a way may stand for it, which come and go.
                drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.DESCRIPTOR)
                        .forEach(h -> now.merge(h.target(), h.box(), (a, b) -> a.width() >= b.width() ? a : b));
                now.values().removeIf(box -> box.width() <= 8);
                for (Map.Entry<Target, Box> e : before.entrySet()) {
                    assertThat(now.getOrDefault(e.getKey(), e.getValue())).as("%s, position %d: %s", name, p, e.getKey()).isEqualTo(e.getValue());
                }
                before = now;
            }
        }
        assertThat(forests).isPositive();
    }

    @Test
    void aWalkIsInTheTreeThatItsCpuHasLoadedAndNowhereElse() throws Exception {
        List<Integer> walked = new ArrayList<>();
        run("two-vms", state -> {
            ForestScene scene = scene(state);
            for (int vm = 0; vm < 2; vm++) {
                ForestScene.Tree tree = scene.trees().get(vm);
                int of = vm;
                assertThat(tree.users()).allSatisfy(cpu -> assertThat(state.regime().loaded(cpu)).isEqualTo(of));
                assertThat(tree.coming()).allSatisfy(cpu -> assertThat(state.unsynchronised(cpu)).isTrue());
                tree.scene().walks().forEach(walk -> {
                    assertThat(tree.users()).contains(walk.cpu());
                    walked.add(of);
                });
                tree.scene().copies().stream().filter(copy -> copy.slot() >= 0).forEach(copy -> assertThat(state.tlb(copy.cpu())).anyMatch(e -> e.slot() == copy.slot() && e
                        .vmid() == of + 1));
            }
        });
        assertThat(walked).as("both trees are walked").contains(0, 1);
    }

    @Test
    void aTreeKeepsToItsOwnTables() throws Exception {
        run("two-vms", state -> {
            ForestScene scene = scene(state);
            Film film = new Film(830, 410);
            Drawing drawing = film.next(scene);
            Map<Target, Box> names = boxes(drawing, Target.Kind.TREE);
            Box second = names.get(new Target(Target.Kind.TREE, 1, 0));
            boxes(drawing, Target.Kind.TABLE).forEach((table, box) -> {
                int vm = new ArmForest(state).tables(table.a()).root() == state.regime().root(0) ? 0 : 1;
                boolean inSecond = second.x() > 20 ? box.x() >= second.x() : box.y() >= second.y();
                assertThat(inSecond).as(table.toString()).isEqualTo(vm == 1);
            });
        });
    }

    @Test
    void aTreeThereIsNoRoomForIsNamedAndShownWhenAskedFor() throws Exception {
        List<ForestScene> scenes = new ArrayList<>();
        run("two-vms", state -> scenes.add(scene(state)));
        var film = new Film(420, 180);
        Drawing narrow = film.next(scenes.getLast());
        assertThat(boxes(narrow, Target.Kind.TREE)).containsOnlyKeys(new Target(Target.Kind.TREE, 0, 0), new Target(Target.Kind.TREE, 1, 1));
        film.view = film.view.show(1);
        assertThat(boxes(film.next(scenes.getLast()), Target.Kind.TREE)).containsOnlyKeys(new Target(Target.Kind.TREE, 0, 1), new Target(Target.Kind.TREE, 1, 0));
    }

    @Test
    void aReadOfStage1IsFoundByTheStage2EntryThatTheWayLeadsTo() throws Exception {
        List<String> news = new ArrayList<>();
        List<Long> lost = new ArrayList<>();
        run("two-stages", state -> {
            ForestScene scene = scene(state);
            scene.news().forEach(n -> news.add(n.forms().getFirst()));
            for (ForestScene.Crossing way : scene.crossings()) {
                long word = state.word(way.to());
                assertThat(state.map().pageOf(way.to())).as("stage 2's own memory").isNotNegative();
                assertThat(state.map().pageOf(way.from())).as("the guest's memory").isNegative();
                assertThat(way.kind() == ForestScene.Crossing.Kind.STALE || way.kind() == ForestScene.Crossing.Kind.BROKEN == ((word & 1) == 0)).isTrue();
                if (way.kind() == ForestScene.Crossing.Kind.BROKEN) {
                    lost.add(way.to());
                }
            }
        });
        assertThat(news).as("from the first read of a walk to the last").anyMatch(n -> n.contains("read 1 of 15, level 1 of stage 2, to find the level-1 entry"))
                .anyMatch(n -> n.contains("read 4 of 15, the level-1 entry of stage 1")).anyMatch(n -> n.contains("read 15 of 15, level 3 of stage 2, for what stage 1 gives"));
        assertThat(lost).as("the page that the host takes away").isNotEmpty();
    }

    @Test
    void whatIsSelectedIsLinkedWithTheOtherStage() throws Exception {
        List<ArmState> states = new ArrayList<>();
        run("two-stages", states::add);
        var forest = new ArmForest(states.getFirst());
        // The block of the guest's tables, level 2, second entry of the table at page 3 of the pool.
        long tables = states.getFirst().regime().translate(0, 0x4020_0000L).descriptorAddress();
        List<ForestScene.Crossing> up = forest.scene(null, List.of(), 0, Set.of(), List.of(), tables).crossings();
        assertThat(up).as("both spaces have three tables there").hasSize(6).allMatch(way -> way.to() == tables && way.kind() == ForestScene.Crossing.Kind.SELECTED);
        long root = up.getFirst().from();
        List<ForestScene.Crossing> down = forest.scene(null, List.of(), 0, Set.of(), List.of(), root).crossings();
        assertThat(down).singleElement().satisfies(way -> assertThat(way.to()).isEqualTo(tables));
        assertThat(forest.space(root)).isEqualTo("one");
        assertThat(forest.guestOf(tables)).isEqualTo(-1);
    }

    @Test
    void theTlbsTellStageAndAsidAndWhatIsAPiece() throws Exception {
        Set<String> kinds = new TreeSet<>();
        Set<String> stale = new TreeSet<>();
        run("two-stages", state -> {
            var tlbs = new TwoStageTlbs(state, null);
            for (int cpu = 0; cpu < 3; cpu++) {
                for (TwoStageTlbs.Entry e : tlbs.entries(cpu)) {
                    var line = tlbs.line(cpu, e, TlbTable.State.AGREES);
                    kinds.add(line.cells().get(1) + " " + line.cells().get(2) + " " + line.cells().get(4) + " " + line.cells().get(6));
                    if (tlbs.why(e) != null) {
                        stale.add(line.cells().get(1) + " " + line.cells().get(2) + " " + line.cells().get(5) + " " + tlbs.why(e));
                    }
                }
            }
        });
        assertThat(kinds).contains("S2 final  4K", "S2 table  2M", "S1 final 1 4K", "S1 table 1 1G", "S1+S2 final 1 4K", "S1+S2 final global 4K of 2M", "S1 final global 2M");
        assertThat(stale).as("the page that was taken, of stage 2 and in combined entries; and a global entry under an ASID whose tables do not have it")
                .anyMatch(s -> s.startsWith("S2 final IPA 0x4000 1000")).anyMatch(s -> s.startsWith("S1+S2 final VA 0x0000 1000")).noneMatch(s -> s.startsWith(
                        "S1 final VA 0x0000 1000"));
    }
}
