package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.session.Command;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;

/** Every word of the timeline can be read: large enough, whole, inside the picture, and over no other. */
@Tag("seeded")
class TimelineWordsTest {
    private static final long SEED = Seeds.of(5);
    private static final FontMetrics METRICS = FontMetrics.load();

    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH), session::nanos);

    @ParameterizedTest
    @ValueSource(strings = {"cancelled-migration", "missing-tlbi", "table-free-wrong-ttl", "first-walk", "two-vcpus", "guest-writes-unsync", "shadow-4-on-4", "tdp-mmu"})
    void wordsAreLargeEnoughWholeAndApart(String name) {
        System.out.println("TimelineWordsTest seed " + SEED);
        var random = new SplittableRandom(SEED);
        session.send(new Command.OpenShipped(name, Map.of(), null));
        session.send(new Command.Run());
        model.refresh();
        for (int i = 0; i < 40; i++) {
            model.transport().seek(random.nextLong(Math.min(9_000, session.frame().length())));
            model.refresh();
            if (i % 4 == 0) {
                session.frame().marks().stream().filter(m -> m.kind() == MarkKind.FAULT).findFirst()
                        .ifPresent(m -> session.send(new Command.Explain(m.position(), m.actor())));
                model.refresh();
            }
            if (random.nextInt(3) == 0) {
                model.laneCommands().get(random.nextInt(2)).run();
                model.refresh();
            }
            legible(model.timeline().draw(500 + random.nextInt(900), 120 + random.nextInt(300)), name + " at " + session.frame().position());
        }
    }

    private static void legible(Drawing drawing, String where) {
        List<Shape.Text> texts = drawing.shapes().stream().filter(Shape.Text.class::isInstance).map(Shape.Text.class::cast).toList();
        for (int i = 0; i < texts.size(); i++) {
            Shape.Text text = texts.get(i);
            Box box = text.bounds(METRICS).inset(1);
            assertThat(text.size()).as("'%s', %s", text.text(), where).isGreaterThanOrEqualTo(11);
            assertThat(text.text()).as(where).doesNotContain("…");
            assertThat(new Box(0, 0, drawing.width(), drawing.height()).contains(box)).as("'%s' inside, %s", text.text(), where).isTrue();
            for (int k = 0; k < i; k++) {
                assertThat(texts.get(k).bounds(METRICS).inset(1.5).overlaps(box)).as("'%s' over '%s', %s", text.text(), texts.get(k).text(), where).isFalse();
            }
        }
    }
}
