package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * What nobody can read in a drawing: text that leaves the picture or the box it stands in, that lies over or under other things, that is too small, or that
 * was cut although nothing tells the rest. Measured, shape by shape, with the metrics that the layout used.
 */
public final class Legibility {
    /** Smallest size of text in pixels at 100 % that the far row can read. */
    public static final double SMALLEST = 11;
    /** Less than this may be an artefact of snapping boxes to pixels. */
    private static final double SLACK = 1.5;

    private final FontMetrics metrics;

    public Legibility(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** Every fault, in words; empty if all can be read. */
    public List<String> faults(Drawing drawing) {
        List<String> faults = new ArrayList<>();
        List<Shape> shapes = drawing.shapes();
        for (int i = 0; i < shapes.size(); i++) {
            if (shapes.get(i) instanceof Shape.Text text && !hidden(shapes, i, ink(text))) {
                check(drawing, i, text, faults);
            }
        }
        return faults;
    }

    private void check(Drawing drawing, int at, Shape.Text text, List<String> faults) {
        Box ink = ink(text);
        if (text.size() < SMALLEST - 0.01) {
            faults.add("%s is only %.1f px".formatted(name(text, ink), text.size()));
        }
        if (ink.x() < -SLACK || ink.right() > drawing.width() + SLACK || ink.y() < -SLACK || ink.bottom() > drawing.height() + SLACK) {
            faults.add("%s leaves the picture of %.0fx%.0f".formatted(name(text, ink), drawing.width(), drawing.height()));
        }
        if (text.text().endsWith("…") && !told(drawing, text, ink)) {
            faults.add("%s is cut, and no tip says the rest".formatted(name(text, ink)));
        }
        for (int i = 0; i < at; i++) {
            Shape below = drawing.shapes().get(i);
            if (below instanceof Shape.Text other && inset(ink(other)).overlaps(inset(ink)) && !covered(drawing.shapes(), i, at, ink(other), ink)) {
                faults.add("%s lies over %s".formatted(name(text, ink), name(other, ink(other))));
            }
            if (below instanceof Shape.Rect rect && straddles(rect, ink) && !coveredWhole(drawing.shapes(), i, at, ink)) {
                faults.add("%s runs over the edge of a box at %s".formatted(name(text, ink), place(rect.box())));
            }
        }
        for (int i = at + 1; i < drawing.shapes().size(); i++) {
            if (drawing.shapes().get(i) instanceof Shape.Rect rect && rect.fill() != null && rect.box().overlaps(inset(ink))) {
                faults.add("%s is half covered by a box at %s".formatted(name(text, ink), place(rect.box())));
            }
        }
    }

    /** A box is the text's own if most of the text stands in it; then all of it has to, and a box that has an edge to see must not cut through text. */
    private static boolean straddles(Shape.Rect rect, Box ink) {
        Box box = rect.box();
        boolean inside = ink.x() >= box.x() - SLACK && ink.right() <= box.right() + SLACK;
        boolean here = box.contains(ink.centreX(), ink.centreY());
        return here && !inside && box.height() < 3 * ink.height() && (rect.stroke() != null || rect.fill() != null);
    }

    /** Whether something opaque was laid over the first text's part before the second was drawn on it. */
    private boolean covered(List<Shape> shapes, int first, int second, Box under, Box over) {
        for (int i = first + 1; i < second; i++) {
            Box plate = switch (shapes.get(i)) {
                case Shape.Rect r when r.fill() != null -> r.box();
                case Shape.Disc d when d.fill() != null -> d.bounds(metrics);
                case Shape.Polygon p when p.fill() != null -> p.bounds(metrics);
                default -> null;
            };
            if (plate != null && plate.overlaps(under) && plate.atLeast(0).contains(over.centreX(), over.centreY())) {
                return true;
            }
        }
        return false;
    }

    private static boolean coveredWhole(List<Shape> shapes, int first, int second, Box over) {
        for (int i = first + 1; i < second; i++) {
            if (shapes.get(i) instanceof Shape.Rect r && r.fill() != null && r.box().inset(-SLACK).contains(inset(over))) {
                return true;
            }
        }
        return false;
    }

    /** Whether something opaque lies over all of a text: then it is not there. */
    private boolean hidden(List<Shape> shapes, int at, Box ink) {
        for (int i = at + 1; i < shapes.size(); i++) {
            if (shapes.get(i) instanceof Shape.Rect r && r.fill() != null && r.box().inset(-SLACK).contains(ink)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a tip at the text's place begins with, or holds, what is left of it. */
    private static boolean told(Drawing drawing, Shape.Text text, Box ink) {
        String left = text.text().substring(0, text.text().length() - 1).strip();
        return drawing.hots().stream().anyMatch(h -> h.box().contains(ink.centreX(), ink.centreY()) && h.tip().contains(left));
    }

    /** Where the letters are: capitals above the baseline, no room between lines. */
    private Box ink(Shape.Text text) {
        Box bounds = text.bounds(metrics);
        double height = metrics.capHeight(text.face(), text.size());
        return new Box(bounds.x(), text.y() - height, bounds.width(), height);
    }

    private static Box inset(Box box) {
        return box.width() > 2 * SLACK ? box.inset(SLACK) : box;
    }

    private static String name(Shape.Text text, Box at) {
        return "'" + text.text() + "' at " + place(at);
    }

    private static String place(Box box) {
        return "%.0f,%.0f %.0fx%.0f".formatted(box.x(), box.y(), box.width(), box.height());
    }
}
