package org.tablewalk.view.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Typeface;
import org.tablewalk.session.Command;
import org.tablewalk.view.Offscreen;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Only what has become another is painted, and what is then seen is what painting everything shows, but for softened edges where a tile cuts a long curve. */
class TilesTest {
    private static final FontMetrics METRICS = FontMetrics.load();
    private static final int WIDTH = 700;
    private static final int HEIGHT = 420;
    private static final int MOMENTS = 4;
    /** Of 255: the toolkit cuts long curves where a canvas ends, and their softened edges come out a little otherwise. */
    private static final int SEEN = 40;
    private static final List<String> FEW = List.of("first-walk", "missing-tlbi", "posted-invalid-moment", "vmid-reuse", "shadow-4-on-4", "combined-entries");

    private final Offscreen toolkit = Offscreen.start();
    private final CanvasPainter painter = new CanvasPainter(Palette.LIGHT);

    private static List<Piece> pieces(Shape... shapes) {
        return List.of(shapes).stream().map(Piece::of).toList();
    }

    private static Shape box(double x, double y, Ink ink) {
        return new Shape.Rect(new Box(x, y, 40, 20), ink, Stroke.solid(Ink.TEXT, 2), null, 3, 0);
    }

    private static Shape triangle(double x, double y) {
        return new Shape.Polygon(new double[] {x, x + 9, x}, new double[] {y, y + 4, y + 8}, Ink.TEXT, Stroke.solid(Ink.TEXT, 1));
    }

    private static Shape text(String words, double x, double y) {
        return new Shape.Text(words, x, y, Typeface.SANS, 13, Shape.Anchor.START, Ink.TEXT);
    }

    /** A grid of six by four tiles. */
    private static Tiles tiles() {
        var tiles = new Tiles(METRICS);
        tiles.room(WIDTH, HEIGHT, 1);
        return tiles;
    }

    private long painted(Tiles tiles, List<Piece> pieces) {
        long before = tiles.painted();
        tiles.show(pieces, painter, 1);
        return tiles.painted() - before;
    }

    @Test
    void whatIsTheSameIsNotPaintedAgain() throws Exception {
        toolkit.call(() -> {
            var tiles = tiles();
            assertThat(painted(tiles, pieces(box(20, 20, Ink.PAGE), triangle(300, 60), text("entry", 500, 300)))).as("all at first").isEqualTo(24);
            assertThat(painted(tiles, pieces(box(20, 20, Ink.PAGE), triangle(300, 60), text("entry", 500, 300)))).as("the same, laid out again").isZero();
            assertThat(painted(tiles, pieces(box(20, 20, Ink.NEW), triangle(300, 60), text("entry", 500, 300)))).as("a row of another colour").isEqualTo(1);
            assertThat(painted(tiles, pieces(box(20, 20, Ink.NEW), triangle(302, 60), text("entry", 500, 300)))).isEqualTo(1);
            assertThat(painted(tiles, pieces(box(20, 20, Ink.NEW), triangle(302, 60)))).as("gone").isBetween(1L, 2L);
            assertThat(painted(tiles, pieces(triangle(302, 60), box(20, 20, Ink.NEW)))).as("they do not touch: which is in front is not to be seen").isZero();
            assertThat(painted(tiles, pieces(triangle(22, 22), box(20, 20, Ink.NEW)))).as("both places").isEqualTo(2);
            assertThat(painted(tiles, pieces(box(20, 20, Ink.NEW), triangle(22, 22)))).as("the other is in front").isEqualTo(1);
            assertThat(painted(tiles, List.of(new Piece(box(20, 20, Ink.NEW), 0, 0, 0.5)))).as("it fades").isEqualTo(1);
            return null;
        });
    }

    @Test
    void otherColoursScalesAndSizesArePaintedAnew() throws Exception {
        toolkit.call(() -> {
            var tiles = tiles();
            painted(tiles, pieces(box(20, 20, Ink.PAGE)));
            tiles.show(pieces(box(20, 20, Ink.PAGE)), new CanvasPainter(Palette.DARK), 1);
            assertThat(tiles.painted()).as("another theme").isEqualTo(48);
            tiles.show(pieces(box(20, 20, Ink.PAGE)), painter, 1.5);
            assertThat(tiles.painted()).as("another theme and scale").isEqualTo(72);
            painted(tiles, pieces(box(20, 20, Ink.PAGE)));
            assertThat(tiles.room(WIDTH, HEIGHT, 1)).isFalse();
            assertThat(painted(tiles, pieces(box(20, 20, Ink.PAGE)))).isZero();
            assertThat(tiles.room(WIDTH + 20, HEIGHT, 1)).isTrue();
            assertThat(painted(tiles, pieces(box(20, 20, Ink.PAGE)))).as("wider: the last column").isEqualTo(4);
            assertThat(tiles.room(WIDTH + 20, HEIGHT, 1.1)).isTrue();
            assertThat(painted(tiles, pieces(box(20, 20, Ink.PAGE)))).as("pixels of another size").isEqualTo(24);
            return null;
        });
    }

    @Test
    void theTilesTogetherAreThePicture() throws Exception {
        compare(FEW);
    }

    @Test
    @Tag("thorough")
    void theTilesTogetherAreThePictureInEveryScenario() throws Exception {
        compare(Shipped.scenarios().shipped());
    }

    /** Pictures of scenarios, from moment to moment, at one scale or another. */
    private void compare(List<String> scenarios) throws Exception {
        var faults = new ArrayList<String>();
        for (String name : scenarios) {
            var session = new StraightSession();
            session.send(new Command.OpenShipped(name, Map.of(), null));
            session.send(new Command.Run());
            faults.addAll(toolkit.call(() -> differences(name, session)));
        }
        assertThat(faults).isEmpty();
    }

    private List<String> differences(String name, StraightSession session) {
        var model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH));
        var faults = new ArrayList<String>();
        Map<CanvasViewModel, Tiles> tiles = new LinkedHashMap<>();
        double scale = name.length() % 2 == 0 ? 1 : 1.25;
        long end = session.frame().length();
        for (long moment : IntStream.range(0, MOMENTS).mapToLong(i -> i < MOMENTS / 2 ? end * i / MOMENTS : end / 2 + i).toArray()) {
            session.send(new Command.Seek(Math.min(end, moment)));
            model.refresh();
            for (CanvasViewModel canvas : List.of(model.centre().canvas(), model.rows(), model.tlb(), model.seekBar())) {
                Tiles on = tiles.computeIfAbsent(canvas, c -> tiles());
                Drawing drawing = canvas.picture(WIDTH / scale, HEIGHT / scale);
                on.show(drawing.shapes().stream().map(Piece::of).toList(), painter, scale);
                var whole = new Canvas(WIDTH, HEIGHT);
                whole.getGraphicsContext2D().scale(scale, scale);
                painter.paint(whole.getGraphicsContext2D(), drawing, WIDTH / scale, HEIGHT / scale);
                int[] expected = pixels(whole);
                int[] seen = pixels(on);
                for (int i = 0; i < seen.length; i++) {
                    if (apart(seen[i], expected[i]) > SEEN) {
                        faults.add("%s@%d %s: at %d, %d %08x instead of %08x".formatted(name, moment, canvas.getClass().getSimpleName(), i % WIDTH, i / WIDTH, seen[i],
                                expected[i]));
                        break;
                    }
                }
            }
        }
        return faults;
    }

    private static int apart(int one, int other) {
        return IntStream.of(0, 8, 16, 24).map(shift -> Math.abs((one >>> shift & 0xff) - (other >>> shift & 0xff))).max().orElseThrow();
    }

    private static int[] pixels(Node node) {
        var parameters = new SnapshotParameters();
        parameters.setViewport(new Rectangle2D(0, 0, WIDTH, HEIGHT));
        if (node.getParent() == null) {
            new Group(node);
        }
        var image = node.snapshot(parameters, new WritableImage(WIDTH, HEIGHT));
        int[] pixels = new int[WIDTH * HEIGHT];
        image.getPixelReader().getPixels(0, 0, WIDTH, HEIGHT, PixelFormat.getIntArgbInstance(), pixels, 0, WIDTH);
        return pixels;
    }
}
