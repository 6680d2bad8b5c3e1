package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Messages;

/** The bars of the tree on the real engine: pressed, they go to a place, and the wheel over one scrolls its table alone. */
class TreeBarTest {
    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH), session::nanos);

    private CentreCanvas tree() {
        return model.centre().canvas();
    }

    private Drawing open() {
        session.send(new Command.OpenShipped("cancelled-migration", Map.of(), null));
        session.send(new Command.Seek(1_000));
        model.refresh();
        return tree().draw(830, 450);
    }

    private static List<Target> entries(Drawing drawing, long table) {
        return drawing.hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.DESCRIPTOR && t.a() - table >= 0 && t.a() - table < 4096).toList();
    }

    private static boolean shows(Drawing drawing, long table, int index) {
        return entries(drawing, table).stream().anyMatch(t -> t.a() == table + 8L * index);
    }

    private static Drawing.Hot lastBar(Drawing drawing) {
        return drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.BAR).reduce((one, later) -> later).orElseThrow();
    }

    @Test
    void pressedItGoesThereAndFollowLetsItGo() {
        Drawing first = open();
        Drawing.Hot bar = lastBar(first);
        long table = bar.target().a();
        Box box = bar.box();
        assertThat(shows(first, table, 256)).isFalse();
        assertThat(tree().scrub(box.centreX(), box.centreY())).isTrue();
        Drawing there = tree().draw(830, 450);
        assertThat(shows(there, table, 256)).isTrue();
        // Nothing else moved.
        first.hots().stream().filter(h -> h.target().kind() == Target.Kind.TABLE || h.target().kind() == Target.Kind.DESCRIPTOR && Math.abs(h.target().a() - table) >= 8192)
                .forEach(h -> assertThat(there.find(h.target()).orElseThrow().box()).isEqualTo(h.box()));
        Drawing.Hot follow = there.hots().stream().filter(h -> h.target().kind() == Target.Kind.FOLLOW).findFirst().orElseThrow();
        tree().select(follow.target());
        assertThat(tree().draw(830, 450).hots()).noneMatch(h -> h.target().kind() == Target.Kind.FOLLOW);
        assertThat(tree().scrub(400, 3)).isFalse();
    }

    @Test
    void theWheelScrollsTheTableUnderItAndNotThePicture() {
        Drawing first = open();
        Drawing.Hot bar = lastBar(first);
        long table = bar.target().a();
        tree().scroll(0, -400, bar.box().centreX(), bar.box().centreY());
        Drawing there = tree().draw(830, 450);
        assertThat(shows(there, table, 30)).isTrue();
        assertThat(shows(there, table, 0)).isFalse();
        assertThat(there.find(bar.target()).orElseThrow().box()).isEqualTo(bar.box());
        tree().scroll(0, -40, 415, 20);
        assertThat(tree().draw(830, 450).find(bar.target()).orElseThrow().box().y()).isEqualTo(bar.box().y() - 40);
    }
}
