package org.tablewalk.view.canvas;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.tablewalk.picture.ArrowHead;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Typeface;

/** Paints draw lists: the same painter for the screen and for captured pictures. */
public final class CanvasPainter {
    private static final double HATCH = 6;
    /** Parts of a unit in which texts are placed. */
    private static final double PARTS = 16;
    /** And so far beside that: the toolkit may set letters on whole pixels, and the second of two in the middle of a pixel would be rounded otherwise on each tile. */
    private static final double ASIDE = 0.03;
    /** Side of a box that a thick outline would fill. */
    private static final double SMALL = 12;

    private final Map<Ink, Color> colours = new EnumMap<>(Ink.class);
    private final Map<String, Font> fonts = new HashMap<>();
    private final Palette palette;
    private final double outline;
    private GraphicsContext gc;

    /** A painter of outlines as they are laid out. */
    public CanvasPainter(Palette palette) {
        this(palette, 0);
    }

    /**
     * A painter for a room.
     *
     * @param outline the least width of an outline that means something, in units of the picture
     */
    CanvasPainter(Palette palette, double outline) {
        this.palette = palette;
        this.outline = outline;
        for (Ink ink : Ink.values()) {
            colours.put(ink, Color.web(palette.hex(ink)));
        }
    }

    Palette palette() {
        return palette;
    }

    Color colour(Ink ink) {
        return colours.get(ink);
    }

    /** Paints the surface and every shape. */
    public void paint(GraphicsContext context, Drawing drawing, double width, double height) {
        context.setFill(colour(Ink.SURFACE));
        context.fillRect(0, 0, width, height);
        for (Shape shape : drawing.shapes()) {
            paint(context, shape);
        }
    }

    /** Paints one shape. Shapes outside the canvas cost a queued command each; layouts leave them out. */
    public void paint(GraphicsContext context, Shape shape) {
        gc = context;
        switch (shape) {
            case Shape.Rect r -> rect(r);
            case Shape.Line l -> {
                stroke(l.stroke());
                gc.strokeLine(l.x1(), l.y1(), l.x2(), l.y2());
                if (l.arrow()) {
                    arrow(l.x1(), l.y1(), l.x2(), l.y2(), l.stroke());
                }
            }
            case Shape.Curve c -> {
                stroke(c.stroke());
                gc.beginPath();
                gc.moveTo(c.x1(), c.y1());
                gc.bezierCurveTo(c.cx1(), c.cy1(), c.cx2(), c.cy2(), c.x2(), c.y2());
                gc.stroke();
                if (c.arrow()) {
                    arrow(c.cx2(), c.cy2(), c.x2(), c.y2(), c.stroke());
                }
            }
            case Shape.Polygon p -> {
                if (p.fill() != null) {
                    gc.setFill(colour(p.fill()));
                    gc.fillPolygon(p.xs(), p.ys(), p.xs().length);
                }
                if (p.stroke() != null) {
                    stroke(p.stroke());
                    gc.strokePolygon(p.xs(), p.ys(), p.xs().length);
                }
            }
            case Shape.Disc d -> {
                double r = d.radius();
                if (d.fill() != null) {
                    gc.setFill(colour(d.fill()));
                    gc.fillOval(d.x() - r, d.y() - r, 2 * r, 2 * r);
                }
                if (d.stroke() != null) {
                    stroke(d.stroke());
                    gc.strokeOval(d.x() - r, d.y() - r, 2 * r, 2 * r);
                }
            }
            case Shape.Text t -> text(t);
        }
    }

    private void text(Shape.Text t) {
        gc.setFont(font(t.face(), t.size()));
        gc.setFill(colour(t.ink()));
        gc.setTextAlign(switch (t.anchor()) {
            case START -> TextAlignment.LEFT;
            case MIDDLE -> TextAlignment.CENTER;
            case END -> TextAlignment.RIGHT;
        });
        gc.fillText(t.text(), Math.rint(t.x() * PARTS) / PARTS + ASIDE, t.y());
    }

    private void rect(Shape.Rect r) {
        Box b = r.box();
        if (r.fill() != null) {
            gc.setFill(colour(r.fill()));
            if (r.notch() > 0) {
                outline(b, r.notch());
                gc.fill();
            } else if (r.radius() > 0) {
                gc.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 2 * r.radius(), 2 * r.radius());
            } else {
                gc.fillRect(b.x(), b.y(), b.width(), b.height());
            }
        }
        if (r.hatch() != null) {
            hatch(b, r);
        }
        if (r.stroke() != null) {
            Stroke s = seen(r.stroke(), b);
            stroke(s);
            Box in = b.inset(s.width() / 2);
            double arc = Math.max(0, 2 * r.radius() - s.width());
            if (r.notch() > 0) {
                outline(in, r.notch());
                gc.stroke();
            } else if (arc > 0) {
                gc.strokeRoundRect(in.x(), in.y(), in.width(), in.height(), arc, arc);
            } else {
                gc.strokeRect(in.x(), in.y(), in.width(), in.height());
            }
        }
    }

    /** An outline as wide as it must be to be seen; hairlines, and what is too small to have a thick one, stay. */
    private Stroke seen(Stroke s, Box b) {
        return s.width() >= outline || s.ink() == Ink.LINE || Math.min(b.width(), b.height()) < SMALL ? s : new Stroke(s.ink(), outline, s.dash());
    }

    /** A box without its top right corner. */
    private void outline(Box b, double notch) {
        gc.beginPath();
        gc.moveTo(b.x(), b.y());
        gc.lineTo(b.right() - notch, b.y());
        gc.lineTo(b.right(), b.y() + notch);
        gc.lineTo(b.right(), b.bottom());
        gc.lineTo(b.x(), b.bottom());
        gc.closePath();
        gc.setFillRule(FillRule.NON_ZERO);
    }

    /** Diagonal lines, cut at the edges of the box by arithmetic: a clip costs a layer in the software pipeline. */
    private void hatch(Box b, Shape.Rect r) {
        gc.setStroke(colour(r.hatch()));
        gc.setLineWidth(1.2);
        gc.setLineDashes();
        gc.setLineCap(StrokeLineCap.BUTT);
        Box in = b.inset(Math.max(1, r.stroke() == null ? 0 : r.stroke().width()));
        for (double d = HATCH; d < in.width() + in.height(); d += HATCH) {
            double x1 = in.x() + Math.min(d, in.width());
            double y1 = in.y() + Math.max(0, d - in.width());
            double x2 = in.x() + Math.max(0, d - in.height());
            double y2 = in.y() + Math.min(d, in.height());
            gc.strokeLine(x1, y1, x2, y2);
        }
    }

    private void stroke(Stroke s) {
        gc.setStroke(colour(s.ink()));
        gc.setLineWidth(s.width());
        gc.setLineCap(s.dash() == Stroke.Dash.SOLID ? StrokeLineCap.SQUARE : StrokeLineCap.BUTT);
        gc.setLineJoin(StrokeLineJoin.MITER);
        gc.setLineDashes(s.dash().pattern(s.width()));
    }

    private void arrow(double fromX, double fromY, double toX, double toY, Stroke s) {
        double[][] head = ArrowHead.at(toX, toY, toX - fromX, toY - fromY, s.width());
        gc.setFill(colour(s.ink()));
        gc.fillPolygon(head[0], head[1], 3);
    }

    private Font font(Typeface face, double size) {
        return fonts.computeIfAbsent(face + "/" + size, key -> Fonts.of(face, size));
    }
}
