package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;

/** A picture can be drawn at every size that a pane can have, also between two sizes while the window is dragged. */
class AnySizeTest {
    private static final double[] SIDES = {0.5, 1, 7, 19.5, 33, 80, 250, 900, 5000};
    private static final List<String> FILES = List.of("casemate/remap.log", "casemate/short.log", "kvmmmu/nested.txt", "kvmmmu/tdp.txt", "kvmmmu/unsync.txt");

    private final DirectSession session = new DirectSession();
    private final Messages messages = Messages.load(Locale.ENGLISH, Shipped.views().stream().flatMap(v -> v.words(Locale.ENGLISH).stream()).toList());
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), file -> "unknown", List.of(), messages);

    @Test
    void everyPictureOfEveryScenario() throws Exception {
        for (String name : Shipped.scenarios().shipped()) {
            draws(name, new Command.OpenShipped(name, Map.of(), null));
        }
    }

    @Test
    void everyPictureOfEveryTrace() {
        for (String name : FILES) {
            draws(name, new Command.OpenFile(Path.of("src/test/resources", name)));
        }
    }

    @Test
    void nothingIsOpen() {
        model.refresh();
        draw("nothing");
    }

    private void draws(String name, Command open) {
        session.send(open);
        session.send(new Command.Run());
        for (long step : new long[] {0, 1, 40, session.frame().length() / 2, session.frame().length()}) {
            session.send(new Command.Seek(step));
            model.refresh();
            draw(name + " at step " + step);
        }
    }

    private void draw(String where) {
        var canvases = new ArrayList<CanvasViewModel>(List.of(model.centre().canvas(), model.timeline(), model.rows(), model.legend(), model.seekBar()));
        model.centre().tabsProperty().get().forEach(tab -> tab.canvases().forEach(pane -> canvases.add(pane.canvas())));
        for (CanvasViewModel canvas : canvases) {
            for (double width : SIDES) {
                for (double height : SIDES) {
                    assertThatCode(() -> canvas.draw(width, height)).as("%s of %s at %s x %s", canvas.getClass().getSimpleName(), where, width, height).doesNotThrowAnyException();
                }
            }
        }
    }
}
