package org.tablewalk.picture.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.forest.ForestScene;
import org.tablewalk.trace.tlb.TlbLog;

/** The ways of walks through two stages, and how far the walks are. */
class WaysTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    /** A scene without its ways, in which all else stands as it does with them. */
    private static ForestScene without(ForestScene scene) {
        return new ForestScene(scene.title(), scene.trees(), List.of(), scene.news(), scene.stale(), scene.focus());
    }

    /** The lines that ways consist of. Where they end other rows may be shown, with a dotted line where some are left out. */
    private static List<Box> lines(Drawing with, Drawing without) {
        List<Shape> shapes = new ArrayList<>(with.shapes());
        shapes.removeAll(new HashSet<>(without.shapes()));
        return shapes.stream().filter(s -> s instanceof Shape.Line).map(s -> (Shape.Line) s)
                .filter(l -> !l.stroke().equals(Stroke.dotted(l.stroke().ink(), l.stroke().width()))).map(l -> new Box(Math.min(l.x1(), l.x2()), Math.min(l.y1(), l.y2()), Math.abs(
                        l.x2() - l.x1()), Math.abs(l.y2() - l.y1()))).toList();
    }

    @ParameterizedTest
    @CsvSource({"577, 262", "830, 410", "1310, 560", "1650, 800"})
    void noWayPassesBehindATableOrThroughAName(double width, double height) throws Exception {
        var film = new ArmForestTest.Film(width, height);
        var plain = new ArmForestTest.Film(width, height);
        List<Box> drawn = new ArrayList<>();
        ArmForestTest.run("two-stages", state -> {
            for (long selected : new long[] {-1, state.regime().translate(0, 0x4020_0000L).descriptorAddress()}) {
                ForestScene scene = new ArmForest(state).scene(null, List.of(), 0, Set.of(), List.of(), selected);
                Drawing drawing = film.next(scene);
                List<Box> lines = lines(drawing, plain.next(without(scene)));
                drawn.addAll(lines);
                Map<Target, Box> tables = new HashMap<>(ArmForestTest.boxes(drawing, Target.Kind.TABLE));
                tables.putAll(ArmForestTest.boxes(drawing, Target.Kind.TREE));
                // What stands on a disc is a mark's number, and the mark lies over the way.
                List<Box> discs = drawing.shapes().stream().filter(s -> s instanceof Shape.Disc).map(s -> s.bounds(METRICS)).toList();
                List<Box> inTheWay = new ArrayList<>(tables.values().stream().map(box -> box.inset(2)).toList());
                drawing.shapes().stream().filter(s -> s instanceof Shape.Text).map(s -> s.bounds(METRICS)).filter(text -> discs.stream().noneMatch(d -> d.contains(text.centreX(),
                        text.centreY())))
                        .forEach(inTheWay::add);
                for (Box line : lines) {
                    assertThat(inTheWay).as("in the way of %s", line).noneMatch(line.atLeast(1)::overlaps);
                }
            }
        });
        assertThat(drawn).as("lines").hasSizeGreaterThan(50);
    }

    @Test
    void theReadsMadeAreTheMachinesAndTheRestIsFromCaches() throws Exception {
        var log = new TlbLog();
        int[] since = new int[3];
        long[] steps = {0};
        // A count of its own: from where the access begins on, by the machine's word and not by what TLBs answered.
        EventSink count = (kind, actor, a, b, c) -> {
            if (kind == Event.ACCESS_START) {
                since[actor] = 0;
            } else if (kind == Event.WALK_READ && (c & Event.SPECULATIVE) == 0) {
                since[actor]++;
            }
        };
        Set<String> told = new HashSet<>();
        ArmForestTest.run("two-stages", (machine, move) -> {
            log.at(steps[0]++);
            machine.attach((kind, actor, a, b, c) -> {
                log.event(kind, actor, a, b, c);
                count.event(kind, actor, a, b, c);
            });
        }, state -> news(state, log).forEach(n -> {
            String text = n.forms().getFirst();
            assertThat(text).as("step %d", steps[0]).contains(" (" + since[n.cpu()] + " made, ");
            told.add(text.replaceAll("^vCPU \\d, VA 0x.... ....: ", ""));
        }));
        assertThat(told).as("nothing cached; some cached; nearly all cached")
                .contains("read 1 of 15 (0 made, 0 from caches), level 1 of stage 2, to find the level-1 entry of stage 1",
                        "read 14 of 15 (5 made, 8 from caches), level 2 of stage 2, for what stage 1 gives", "the walk of 15 reads is done (7 made, 8 from caches)",
                        "the walk of 15 reads is done (2 made, 13 from caches)");
    }

    private static List<ForestScene.News> news(ArmState state, TlbLog log) {
        return new ArmForest(state, log.part()).scene(null, List.of(), 0, Set.of(), List.of(), -1).news();
    }

    @Test
    void whereItIsNotKnownHowAWalkBeganItsPlaceAloneIsTold() throws Exception {
        List<String> told = new ArrayList<>();
        ArmForestTest.run("two-stages", state -> ArmForestTest.scene(state).news().forEach(n -> told.addAll(n.forms())));
        assertThat(told).isNotEmpty().noneMatch(text -> text.contains("made")).anyMatch(text -> text.endsWith(": 14 of 15, S2 L2"));
    }
}
