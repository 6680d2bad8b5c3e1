package org.tablewalk.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Set;

/**
 * A drawing as a self-contained SVG 1.1 document: no script, no style sheet, nothing fetched. Text stays text, with its measured
 * length beside it, so that a viewer without the bundled fonts keeps the layout.
 */
public final class SvgWriter {
    private final FontMetrics metrics;
    private final Palette palette;
    private final StringBuilder out = new StringBuilder();

    private SvgWriter(FontMetrics metrics, Palette palette) {
        this.metrics = metrics;
        this.palette = palette;
    }

    /**
     * Writes a drawing.
     *
     * @param title       a name for the picture
     * @param description what it shows, in a sentence; may be empty
     */
    public static String write(Drawing drawing, Palette palette, FontMetrics metrics, String title, String description) {
        var writer = new SvgWriter(metrics, palette);
        writer.document(drawing, title, description);
        return writer.out.toString();
    }

    private void document(Drawing d, String title, String description) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        attribute("width", d.width()).attribute("height", d.height());
        out.append(" viewBox=\"0 0 ").append(number(d.width())).append(' ').append(number(d.height())).append("\">\n");
        out.append("<title>").append(escape(title)).append("</title>\n");
        if (!description.isEmpty()) {
            out.append("<desc>").append(escape(description)).append("</desc>\n");
        }
        patterns(d);
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"").append(palette.hex(Ink.SURFACE)).append("\"/>\n");
        d.shapes().forEach(this::shape);
        for (Drawing.Hot hot : d.hots()) {
            if (!hot.tip().isEmpty()) {
                out.append("<rect");
                box(hot.box());
                out.append(" fill=\"none\" pointer-events=\"all\"><title>").append(escape(hot.tip())).append("</title></rect>\n");
            }
        }
        out.append("</svg>\n");
    }

    private void patterns(Drawing d) {
        Set<Ink> hatches = EnumSet.noneOf(Ink.class);
        for (Shape s : d.shapes()) {
            if (s instanceof Shape.Rect r && r.hatch() != null) {
                hatches.add(r.hatch());
            }
        }
        if (hatches.isEmpty()) {
            return;
        }
        out.append("<defs>\n");
        for (Ink ink : hatches) {
            out.append("<pattern id=\"hatch-").append(ink).append("\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"")
                    .append(" patternTransform=\"rotate(45)\"><line x1=\"1\" y1=\"0\" x2=\"1\" y2=\"6\" stroke=\"")
                    .append(palette.hex(ink)).append("\" stroke-width=\"1.6\"/></pattern>\n");
        }
        out.append("</defs>\n");
    }

    private void shape(Shape shape) {
        switch (shape) {
            case Shape.Rect r -> rect(r);
            case Shape.Line l -> {
                out.append("<line");
                attribute("x1", l.x1()).attribute("y1", l.y1()).attribute("x2", l.x2()).attribute("y2", l.y2());
                stroke(l.stroke());
                out.append("/>\n");
                if (l.arrow()) {
                    arrow(l.x2(), l.y2(), l.x2() - l.x1(), l.y2() - l.y1(), l.stroke());
                }
            }
            case Shape.Curve c -> {
                out.append("<path d=\"M").append(pair(c.x1(), c.y1())).append(" C").append(pair(c.cx1(), c.cy1())).append(' ')
                        .append(pair(c.cx2(), c.cy2())).append(' ').append(pair(c.x2(), c.y2())).append("\" fill=\"none\"");
                stroke(c.stroke());
                out.append("/>\n");
                if (c.arrow()) {
                    arrow(c.x2(), c.y2(), c.x2() - c.cx2(), c.y2() - c.cy2(), c.stroke());
                }
            }
            case Shape.Polygon p -> polygon(p.xs(), p.ys(), p.fill(), p.stroke());
            case Shape.Disc d -> {
                out.append("<circle");
                attribute("cx", d.x()).attribute("cy", d.y()).attribute("r", d.radius());
                fill(d.fill());
                stroke(d.stroke());
                out.append("/>\n");
            }
            case Shape.Text t -> text(t);
        }
    }

    private void rect(Shape.Rect r) {
        double width = r.stroke() == null ? 0 : r.stroke().width();
        Box inner = r.box().inset(width / 2);
        if (r.fill() != null || r.hatch() == null) {
            outline(inner, r);
            fill(r.fill());
            if (r.hatch() == null) {
                stroke(r.stroke());
            }
            out.append("/>\n");
        }
        if (r.hatch() != null) {
            outline(inner, r);
            out.append(" fill=\"url(#hatch-").append(r.hatch()).append(")\"");
            stroke(r.stroke());
            out.append("/>\n");
        }
    }

    private void outline(Box b, Shape.Rect r) {
        if (r.notch() > 0) {
            double notch = Math.min(r.notch(), Math.min(b.width(), b.height()));
            out.append("<path d=\"M").append(pair(b.x(), b.y())).append(" L").append(pair(b.right() - notch, b.y()))
                    .append(" L").append(pair(b.right(), b.y() + notch)).append(" L").append(pair(b.right(), b.bottom()))
                    .append(" L").append(pair(b.x(), b.bottom())).append(" Z\"");
        } else {
            out.append("<rect");
            box(b);
            if (r.radius() > 0) {
                attribute("rx", r.radius());
            }
        }
    }

    private void polygon(double[] xs, double[] ys, Ink fill, Stroke stroke) {
        out.append("<polygon points=\"");
        for (int i = 0; i < xs.length; i++) {
            out.append(i == 0 ? "" : " ").append(pair(xs[i], ys[i]));
        }
        out.append('"');
        fill(fill);
        stroke(stroke);
        out.append("/>\n");
    }

    private void arrow(double x, double y, double dx, double dy, Stroke stroke) {
        double[][] head = ArrowHead.at(x, y, dx, dy, stroke.width());
        polygon(head[0], head[1], stroke.ink(), null);
    }

    private void text(Shape.Text t) {
        out.append("<text");
        attribute("x", t.x()).attribute("y", t.y());
        out.append(" font-family=\"'").append(t.face().family()).append("', ")
                .append(t.face() == Typeface.MONO ? "monospace" : "sans-serif").append('"');
        attribute("font-size", t.size());
        if (t.face().weight() != 400) {
            out.append(" font-weight=\"").append(t.face().weight()).append('"');
        }
        switch (t.anchor()) {
            case START -> {}
            case MIDDLE -> out.append(" text-anchor=\"middle\"");
            case END -> out.append(" text-anchor=\"end\"");
        }
        attribute("textLength", metrics.width(t.face(), t.size(), t.text()));
        out.append(" xml:space=\"preserve\"");
        fill(t.ink());
        out.append('>').append(escape(t.text())).append("</text>\n");
    }

    private void box(Box b) {
        attribute("x", b.x()).attribute("y", b.y()).attribute("width", Math.max(0, b.width())).attribute("height", Math.max(0, b.height()));
    }

    private void fill(Ink ink) {
        out.append(" fill=\"").append(ink == null ? "none" : palette.hex(ink)).append('"');
    }

    private void stroke(Stroke s) {
        if (s == null) {
            return;
        }
        out.append(" stroke=\"").append(palette.hex(s.ink())).append('"');
        attribute("stroke-width", s.width());
        double[] pattern = s.dash().pattern(s.width());
        if (pattern.length > 0) {
            out.append(" stroke-dasharray=\"").append(pair(pattern[0], pattern[1])).append('"');
        }
    }

    private SvgWriter attribute(String name, double value) {
        out.append(' ').append(name).append("=\"").append(number(value)).append('"');
        return this;
    }

    private static String pair(double a, double b) {
        return number(a) + " " + number(b);
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    /** Text with markup escaped; characters that XML cannot hold become the replacement character. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF
                            || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
                    escaped.appendCodePoint(allowed ? c : 0xFFFD);
                }
            }
        });
        return escaped.toString();
    }
}
