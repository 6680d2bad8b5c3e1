package org.tablewalk.view.canvas;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;

/**
 * A picture on canvases side by side. Painting is most of what a frame costs, and from frame to frame most of a picture stays what it was: only the tiles on which
 * something has become another are painted anew, each with all that is on it, so that the picture is the one that a single canvas would show, but for softened edges where a tile cuts a long curve.
 */
final class Tiles extends Pane {
    /** The side of a tile in units of the scene: the least for which it is whole in pixels too. */
    private static final int LEAST = 128;
    private static final int MOST = 256;

    private final FontMetrics metrics;
    private List<Tile> tiles = List.of();
    private double width;
    private double height;
    private int side = LEAST;
    private int columns;
    private CanvasPainter painter;
    private double scale;
    private long painted;

    Tiles(FontMetrics metrics) {
        this.metrics = metrics;
        setManaged(false);
        setMouseTransparent(true);
    }

    /**
     * Takes so much room.
     *
     * @param pixels per unit of the scene
     * @return whether it is other room than before
     */
    boolean room(double wide, double high, double pixels) {
        int fitting = side(pixels);
        if (wide == width && high == height && fitting == side) {
            return false;
        }
        var now = new ArrayList<Tile>();
        int across = (int) Math.ceil(wide / fitting);
        for (int i = 0; i < across * Math.ceil(high / fitting); i++) {
            int column = i % across;
            int row = i / across;
            // One that stays keeps its canvas: making another takes more than painting it.
            var tile = fitting == side && column < columns && row * columns + column < tiles.size() ? tiles.get(row * columns + column) : new Tile();
            tile.place(column * fitting, row * fitting, Math.min(fitting, wide - column * fitting), Math.min(fitting, high - row * fitting));
            now.add(tile);
        }
        tiles = now;
        width = wide;
        height = high;
        side = fitting;
        columns = across;
        getChildren().setAll(tiles.stream().map(tile -> tile.canvas).toList());
        return true;
    }

    private static int side(double pixels) {
        for (int side = LEAST; side < MOST; side++) {
            if (Math.abs(side * pixels - Math.rint(side * pixels)) < 1e-6) {
                return side;
            }
        }
        return MOST;
    }

    /** The width of them all, in units of the scene. */
    double wide() {
        return width;
    }

    /** The height of them all, in units of the scene. */
    double high() {
        return height;
    }

    /** Shows pieces, from back to front, of a picture that is so many times as large in the scene. */
    void show(List<Piece> pieces, CanvasPainter with, double size) {
        if (painter != with || scale != size) {
            painter = with;
            scale = size;
            tiles.forEach(tile -> tile.shown = null);
        }
        for (Piece piece : pieces) {
            Box room = piece.room(metrics);
            int left = Math.max(0, index(room.x()));
            int right = Math.min(columns - 1, index(room.right()));
            int bottom = Math.min(tiles.size() / Math.max(1, columns) - 1, index(room.bottom()));
            for (int row = Math.max(0, index(room.y())); row <= bottom; row++) {
                for (int column = left; column <= right; column++) {
                    tiles.get(row * columns + column).next.add(piece);
                }
            }
        }
        tiles.forEach(Tile::show);
    }

    private int index(double at) {
        return (int) Math.floor(at * scale / side);
    }

    /** How many tiles have been painted so far: the work that was not saved. */
    long painted() {
        return painted;
    }

    private final class Tile {
        private final Canvas canvas = new Canvas();
        private List<Piece> next = new ArrayList<>();
        /** What is on the canvas; null: something else than it should. */
        private List<Piece> shown;

        void place(double x, double y, double wide, double high) {
            canvas.relocate(x, y);
            if (canvas.getWidth() != wide || canvas.getHeight() != high) {
                canvas.setWidth(wide);
                canvas.setHeight(high);
                shown = null;
            }
        }

        void show() {
            List<Piece> now = next;
            next = shown == null ? new ArrayList<>() : shown;
            if (!now.equals(shown)) {
                paint(now);
            }
            shown = now;
            next.clear();
        }

        private void paint(List<Piece> pieces) {
            painted++;
            GraphicsContext gc = canvas.getGraphicsContext2D();
            gc.save();
            gc.setFill(painter.colour(Ink.SURFACE));
            gc.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            gc.translate(-canvas.getLayoutX(), -canvas.getLayoutY());
            gc.scale(scale, scale);
            for (Piece piece : pieces) {
                gc.setGlobalAlpha(piece.alpha());
                gc.translate(piece.dx(), piece.dy());
                painter.paint(gc, piece.shape());
                gc.translate(-piece.dx(), -piece.dy());
            }
            gc.restore();
        }
    }
}
