package org.tablewalk.picture.timeline;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Flags;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.Lane;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/**
 * Lays out a run as lanes: a ruler, a lane per CPU, the invalidations that fan out between them, and a lane for the protocol state of
 * one descriptor. What is too narrow to see is gathered in bands with a count, never left out.
 */
public final class TimelineLayout {
    private static final double NAME = 78;
    private static final double RULER = 24;
    private static final double LEAST_LANE = 16;
    private static final double MOST_LANE = 118;
    /** Height of a lane of something that is no CPU. */
    private static final double TRACK = 18;
    private static final double RIGHT = 14;
    /** Height of a lane whose name can have a line below it. */
    private static final double TWO_LINES = 32;
    private static final double SIZE = 11;
    /** No number of the ruler stands nearer to the cursor's. */
    private static final double CURSOR_ROOM = 46;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public TimelineLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** Lays out one picture. */
    public TimelinePicture layOut(TimelineScene scene, double width, double height) {
        return new Run(scene, width, height).picture();
    }

    /** One picture in the making. */
    private final class Run {
        private final TimelineScene scene;
        private final Sketch sketch;
        private final Axis axis;
        private final double lane;
        private final int shown;
        private final int first;
        /** Lanes below those of the CPUs. */
        private final List<Track> tracks;
        private final Bands bands;
        /** Height of the lane of the loop, or 0. */
        private final double loopLane;
        /** Where words stand on bars. */
        private final List<Box> labels = new ArrayList<>();

        Run(TimelineScene scene, double width, double height) {
            this.scene = scene;
            sketch = new Sketch(metrics, width, height);
            axis = new Axis(NAME, Math.max(NAME + 1, width - RIGHT), scene.from(), Math.max(scene.to(), scene.from() + 1));
            bands = new Bands(scene.windows());
            int cpus = Math.max(1, scene.lanes().lanes().size());
            double room = height - RULER - 2;
            // What was asked for first; no more of them than take a third of the height.
            tracks = new ArrayList<>(new LockTracks(scene.terms()).of(scene.lanes()));
            tracks.addAll(scene.tracks());
            while (!tracks.isEmpty() && tracks.size() > room / 3 / TRACK) {
                tracks.remove(tracks.size() > scene.tracks().size() ? 0 : tracks.size() - 1);
            }
            loopLane = scene.loop() == null ? 0 : TRACK;
            room -= tracks.size() * TRACK + loopLane;
            lane = Math.clamp(Math.floor(room / cpus), LEAST_LANE, MOST_LANE);
            shown = Math.clamp((int) (room / lane), 1, cpus);
            first = Math.clamp(scene.firstLane(), 0, cpus - shown);
        }

        TimelinePicture picture() {
            bands();
            ruler();
            List<TimelinePicture.Row> rows = new ArrayList<>();
            for (int i = 0; i < shown && first + i < scene.lanes().lanes().size(); i++) {
                Lane shownLane = scene.lanes().lanes().get(first + i);
                rows.add(new TimelinePicture.Row(shownLane.cpu(), laneBox(i)));
                lane(shownLane, laneBox(i));
            }
            var painter = new TrackPainter(sketch, words, axis);
            for (int i = 0; i < tracks.size(); i++) {
                painter.paint(tracks.get(i), new Box(axis.left(), RULER + shown * lane + i * TRACK, axis.right() - axis.left(), TRACK));
            }
            loop();
            marks();
            new Crossings(sketch, words, scene, axis, rows, labels).paint();
            cursor();
            return new TimelinePicture(sketch.drawing(), axis, shown, rows);
        }

        private Box laneBox(int row) {
            return new Box(axis.left(), RULER + row * lane, axis.right() - axis.left(), lane);
        }

        private double bottom() {
            return RULER + shown * lane + tracks.size() * TRACK + loopLane;
        }

        /** Where a loop begins and ends, through all lanes, and the arrow back below them. */
        private void loop() {
            if (scene.loop() == null) {
                return;
            }
            for (long position : new long[] {scene.loop().from(), scene.loop().to()}) {
                double x = Math.round(axis.x(position));
                if (x >= axis.left() && x <= axis.right()) {
                    sketch.line(x, RULER, x, bottom(), Stroke.dashed(Ink.VIOLATION, 1.5), false);
                }
            }
            new LoopArrow(sketch, words, axis).paint(scene.loop(), new Box(axis.left(), bottom() - loopLane + 1, axis.right() - axis.left(), loopLane - 2));
        }

        private String name(int cpu) {
            return scene.terms().actor(cpu);
        }

        /** Where the recording ends, or the right edge. */
        private double end() {
            return cut(scene.end());
        }

        private double cut(double position) {
            return Math.clamp(axis.x(position), axis.left(), axis.right());
        }

        /** The stretches with a broken entry, behind everything; neighbours that would touch become one. */
        private void bands() {
            for (Bands.Band band : bands.on(axis, 2)) {
                double right = Math.min(band.right(), Math.max(end(), band.left() + 2));
                sketch.rect(new Box(band.left(), RULER, right - band.left(), bottom() - RULER), Ink.BROKEN_BAND, null);
            }
        }

        private void ruler() {
            long tick = axis.tick();
            // The lanes of a run beside another may begin before its start.
            for (long p = (long) Math.ceil(Math.max(0, axis.from()) / tick) * tick; p <= (scene.ended() ? Math.min(axis.to(), scene.end()) : axis.to()); p += tick) {
                double x = Math.round(axis.x(p)) + 0.5;
                sketch.line(x, RULER, x, bottom(), Stroke.solid(Ink.LINE, 1), false);
                String number = Long.toString(p);
                // A number that stands half beside the lanes would be read with what stands there.
                boolean within = x + metrics.width(Typeface.MONO, SIZE, number) / 2 <= axis.right() + 1;
                if (within && Math.abs(x - axis.x(scene.position())) > CURSOR_ROOM) {
                    sketch.text(number, x, 13, Typeface.MONO, SIZE, Shape.Anchor.MIDDLE, Ink.MUTED);
                }
            }
        }

        private void lane(Lane lane, Box box) {
            String name = name(lane.cpu());
            String where = lane.cpu() < scene.where().size() ? scene.where().get(lane.cpu()) : "";
            boolean two = !where.isEmpty() && box.height() >= TWO_LINES;
            double y = sketch.baseline(box, Typeface.SANS_BOLD, 11.5) - (two ? 7 : 0);
            sketch.text(name, 14, y, Typeface.SANS_BOLD, 11.5, NAME - 18, Ink.TEXT);
            if (two) {
                sketch.text(where, 14, y + 15, Typeface.SANS, SIZE, NAME - 18, Ink.MUTED);
            }
            sketch.hot(new Box(0, box.y(), NAME, box.height()), Target.of(Target.Kind.CPU, lane.cpu()), where.isEmpty() ? name : words.of("tip.lane.where", name, where));
            sketch.line(14, box.bottom() - 0.5, axis.right(), box.bottom() - 0.5, Stroke.solid(Ink.LINE, 1), false);
            new LanePainter(sketch, words, scene.terms(), axis, lane.cpu(), box, labels).paint(lane.segments());
        }

        private boolean onLane(int cpu) {
            return cpu >= first && cpu < first + shown;
        }

        /** Triangles for faults, octagons for what must not happen; of faults that would cover each other, one. */
        private void marks() {
            double[] last = new double[shown];
            java.util.Arrays.fill(last, Double.NEGATIVE_INFINITY);
            for (Mark mark : scene.marks()) {
                double x = axis.x(mark.position() + 0.5);
                boolean wanted = mark.kind() == MarkKind.FAULT || violation(mark.kind());
                if (!wanted || x < axis.left() || x > axis.right() || !onLane(mark.actor())) {
                    continue;
                }
                int row = mark.actor() - first;
                double y = RULER + row * lane;
                if (violation(mark.kind()) && x - last[row] >= 2) {
                    Flags.sign(sketch, mark.kind() == MarkKind.BREACH ? Grade.BREACH : Grade.HARM, x, y + 7, 6.5);
                } else if (x - last[row] >= 4) {
                    sketch.polygon(Ink.VIOLATION, Stroke.solid(Ink.SURFACE, 1), x, y + 10, x - 5.5, y, x + 5.5, y);
                } else {
                    continue;
                }
                last[row] = x;
                sketch.hot(new Box(x - 5, y, 10, 12), new Target(mark.kind() == MarkKind.FAULT ? Target.Kind.FAULT : Target.Kind.FINDING, mark.position(), mark.actor()),
                        words.of("tip.mark", name(mark.actor()), mark.position(), words.of("mark." + mark.kind())));
            }
        }

        private void cursor() {
            double x = Math.round(axis.x(scene.position())) + 0.5;
            if (x < axis.left() - 1 || x > axis.right() + 1) {
                return;
            }
            sketch.line(x, RULER - 4, x, bottom(), Stroke.solid(Ink.ACCENT, 2), false);
            String text = Long.toString(scene.position());
            double width = metrics.width(Typeface.MONO, 11, text) + 10;
            Box box = new Box(Math.clamp(x - width / 2, 0, Math.max(0, axis.right() + RIGHT - width)), 1, width, 17);
            sketch.rect(box, Ink.ACCENT, null, 4);
            sketch.triangleDown(x, RULER, 9, Ink.ACCENT);
            sketch.label(box, text, Typeface.MONO, 11, Ink.ON_ACCENT);
        }
    }

    /** Whether a mark is a rule broken rather than ordinary life. */
    static boolean violation(MarkKind kind) {
        return kind == MarkKind.HARM || kind == MarkKind.BREACH || kind == MarkKind.INVARIANT || kind == MarkKind.CONFLICT || kind == MarkKind.FREED_TABLE
                || kind == MarkKind.SPURIOUS;
    }
}
