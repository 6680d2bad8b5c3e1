package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Every text in the window can be read, in every shipped scenario, at its milestones, in the usual sizes and larger: each is measured against its box. */
final class WordsInBoxTest {
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);

    /** A window's size in pixels and its scale in per cent. */
    private record Size(int width, int height, int scale) {}

    private static final List<Size> SIZES = List.of(new Size(1024, 700, 100), new Size(1440, 900, 100), new Size(1920, 1080, 100), new Size(1440, 900, 150));

    /** Every scenario at two of its three moments, moments and sizes in turn. */
    @Test
    void everyTextFitsItsBox() throws Exception {
        List<String> faults = look(false);
        assertThat(faults).as(() -> String.join("\n", faults)).isEmpty();
    }

    /** Every scenario at its milestones in every size. */
    @Test
    @Tag("thorough")
    void everyTextFitsItsBoxInEverySize() throws Exception {
        List<String> faults = look(true);
        assertThat(faults).as(() -> String.join("\n", faults)).isEmpty();
    }

    /** The faults; of those that differ in numbers alone the first, with where it is seen. */
    private static List<String> look(boolean every) throws Exception {
        Offscreen toolkit = Offscreen.start();
        Map<String, String> faults = new LinkedHashMap<>();
        int turn = 0;
        int left = 0;
        for (String name : scenarios()) {
            left++;
            var session = Moments.recorded(name);
            for (long step : Moments.of(session)) {
                session.send(new Command.Seek(step));
                turn++;
                if (!every && (turn + left) % 3 == 0) {
                    continue;
                }
                for (Size size : every ? SIZES : List.of(SIZES.get(turn % SIZES.size()))) {
                    String where = "%s@%d %dx%d %d%%".formatted(name, step, size.width(), size.height(), size.scale());
                    // Each on its own, so that the toolkit can let go of the window before.
                    toolkit.call(() -> window(session, size)).forEach(f -> faults.putIfAbsent(f.replaceAll("[0-9][0-9a-f_]*", "0"), f + "  in " + where));
                }
            }
        }
        return List.copyOf(faults.values());
    }

    private static List<String> scenarios() {
        String only = System.getProperty("words.only", "");
        return Shipped.scenarios().shipped().stream().filter(n -> n.startsWith(only)).toList();
    }

    private static List<String> window(StraightSession session, Size size) {
        var model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);
        model.refresh();
        model.settings().scaleProperty().set(size.scale());
        var window = new MainWindow(model, MESSAGES, WindowActions.NONE, size.width(), size.height());
        window.settle();
        return SceneText.faults(window.scene());
    }
}
