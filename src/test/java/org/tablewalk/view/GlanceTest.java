package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What there is to see of one moment without a click, and that nothing of it covers anything else or is cut, at every size the window is made for. */
class GlanceTest extends EngineWindow {
    private static final int STEP = 600;

    private Stage stage;

    @Start
    void start(Stage shown) throws Exception {
        stage = shown;
        show(shown);
    }

    private void size(FxRobot robot, double width, double height) {
        robot.interact(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
        });
        until("that size", () -> stage.getScene().getWidth() == width && stage.getScene().getHeight() == height);
    }

    /** Where a node is seen in the window. */
    private static Rectangle2D seen(FxRobot robot, String id) {
        Node node = robot.lookup("#" + id).query();
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        return new Rectangle2D(bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight());
    }

    @ParameterizedTest
    @CsvSource({"1440, 900", "1024, 700", "900, 600"})
    void everythingOfOneMomentIsInTheWindowAndNothingCoversAnything(int width, int height, FxRobot robot) {
        open(robot, "cancelled-migration");
        session.send(new Command.Run());
        told(new Command.Run());
        until("the end", () -> session.frame().ended() && session.frame().activity() == Activity.IDLE);
        session.send(new Command.Seek(STEP));
        shows(robot, told(new Command.Seek(STEP)));
        size(robot, width, height);
        until("rows of that width", () -> canvas(robot, "rows").drawing() != null && canvas(robot, "rows").drawing().width() == width);
        var places = new ArrayList<Rectangle2D>();
        List<String> ids = width < 1440 ? List.of("listing", "tree", "rows", "sentence") : List.of("listing", "tree", "rows", "sentence", "inspector");
        for (String id : ids) {
            Rectangle2D place = seen(robot, id);
            assertThat(place.getWidth()).as("width of " + id).isGreaterThan(120);
            assertThat(place.getHeight()).as("height of " + id).isGreaterThan(20);
            assertThat(new Rectangle2D(-0.5, -0.5, width + 1, height + 1).contains(place)).as(id + " at " + place).isTrue();
            assertThat(places).as("what " + id + " covers").noneMatch(other -> other.intersects(grown(place)));
            places.add(place);
        }
        strips(canvas(robot, "rows").drawing());
    }

    /** A little smaller, so that neighbours may touch. */
    private static Rectangle2D grown(Rectangle2D r) {
        return new Rectangle2D(r.getMinX() + 1, r.getMinY() + 1, r.getWidth() - 2, r.getHeight() - 2);
    }

    private static void strips(Drawing rows) {
        List<Drawing.Hot> entries = rows.hots().stream().filter(h -> h.target().kind() == Target.Kind.TLB_ENTRY).toList();
        assertThat(IntStream.range(0, 4)).as("CPUs with entries in sight").allMatch(cpu -> entries.stream().anyMatch(h -> h.target().a() == cpu));
        Box page = new Box(0, 0, rows.width(), rows.height());
        for (Drawing.Hot entry : entries) {
            assertThat(page.contains(entry.box())).as(entry.tip()).isTrue();
            assertThat(rows.hots()).as("what " + entry.tip() + " covers").noneMatch(h -> h != entry && h.box().overlaps(entry.box()));
        }
    }

    private static DrawingView canvas(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAs(DrawingView.class);
    }
}
