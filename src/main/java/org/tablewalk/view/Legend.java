package org.tablewalk.view;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.viewmodel.Messages;

/** What the boxes of the tree mean, painted by the tree's own painter. */
final class Legend extends FlowPane {
    private static final double WIDTH = 24;
    private static final double HEIGHT = 15;

    private final PaintContext context;
    private final List<Canvas> swatches = new java.util.ArrayList<>();

    private enum Sign {
        PAGE, TABLE, INVALID, UNCLEAN, NT, STALE, NEW, CHANGED, NEXT;

        Shape shape() {
            var box = new Box(1, 1, WIDTH - 2, HEIGHT - 2);
            return switch (this) {
                case PAGE -> new Shape.Rect(box, Ink.PAGE, null, null, 2, 0);
                case TABLE -> new Shape.Rect(box, Ink.RAISED, Stroke.solid(Ink.TABLE, 2), null, 2, 0);
                case INVALID -> new Shape.Rect(box, null, Stroke.dashed(Ink.INVALID, 1.5), null, 2, 0);
                case UNCLEAN -> new Shape.Rect(box, Ink.RAISED, Stroke.solid(Ink.UNCLEAN, 2), Ink.UNCLEAN, 2, 0);
                case NT -> new Shape.Rect(box, Ink.PAGE, Stroke.solid(Ink.NT, 2), null, 0, 7);
                case STALE -> new Shape.Rect(box, Ink.RAISED, Stroke.solid(Ink.STALE, 2), Ink.STALE, 2, 0);
                case NEW -> new Shape.Rect(box, Ink.RAISED, Stroke.solid(Ink.NEW, 3), null, 2, 0);
                case CHANGED -> new Shape.Rect(box, Ink.RAISED, Stroke.solid(Ink.CHANGED, 3), null, 2, 0);
                case NEXT -> new Shape.Rect(box, null, Stroke.dotted(Ink.NEXT, 1.5), null, 2, 0);
            };
        }
    }

    Legend(Messages messages, PaintContext context) {
        this.context = context;
        setId("legend");
        getStyleClass().add("legend");
        for (Sign sign : Sign.values()) {
            var swatch = new Canvas(WIDTH, HEIGHT);
            swatches.add(swatch);
            var label = new Label(messages.text("legend." + sign.name().toLowerCase(java.util.Locale.ROOT)), swatch);
            label.getStyleClass().add("legend-entry");
            getChildren().add(label);
        }
        context.paletteProperty().addListener((property, before, now) -> paint());
        paint();
    }

    private void paint() {
        for (int i = 0; i < swatches.size(); i++) {
            var gc = swatches.get(i).getGraphicsContext2D();
            gc.clearRect(0, 0, WIDTH, HEIGHT);
            context.painter().paint(gc, Sign.values()[i].shape());
        }
    }
}
