package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;

/** The rows of the CPUs, what belongs together across pictures, and a TLB entry in the inspector. */
class RowsViewModelTest {
    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH),
            session::nanos);

    private static List<Drawing.Hot> entries(Drawing rows) {
        return rows.hots().stream().filter(h -> h.target().kind() == Target.Kind.TLB_ENTRY).toList();
    }

    private Drawing end(String name) {
        session.send(new Command.OpenShipped(name, Map.of(), null));
        model.refresh();
        session.send(new Command.Run());
        model.refresh();
        return model.rows().draw(1400, 260);
    }

    @ParameterizedTest
    @CsvSource({"missing-tlbi, DESCRIPTOR", "shadow-4-on-4, SHADOW_ENTRY"})
    void anEntryAndTheWordItWasFilledFromBelongTogetherBothWays(String name, Target.Kind kind) {
        Drawing rows = end(name);
        Drawing tables = model.centre().canvas().draw(900, 500);
        int linked = 0;
        for (Drawing.Hot entry : entries(rows)) {
            model.rows().links().point(entry.target());
            List<Target> words = tables.hots().stream().map(Drawing.Hot::target).filter(model.centre().canvas().links()::lit).toList();
            if (!words.isEmpty()) {
                assertThat(words).as(entry.tip()).allMatch(t -> t.kind() == kind);
                model.centre().canvas().links().point(words.getFirst());
                assertThat(model.rows().links().lit(entry.target())).as("back to " + entry.tip()).isTrue();
                linked++;
            }
        }
        assertThat(linked).isPositive();
        model.rows().links().point(null);
        assertThat(model.rows().links().any()).isFalse();
    }

    @Test
    void anEntryBelongsToTheWalkThatFilledIt() {
        Drawing rows = end("missing-tlbi");
        Drawing.Hot stale = entries(rows).stream().filter(h -> h.tip().contains("stale")).findFirst().orElseThrow();
        model.rows().links().point(stale.target());
        assertThat(rows.hots().stream().filter(h -> model.rows().links().lit(h.target()))).as("on the lane of its CPU").isNotEmpty()
                .allMatch(h -> h.target().kind() == Target.Kind.STEP && h.target().b() == stale.target().a());
    }

    @Test
    void theInspectorTellsOfAStaleEntryAndGoesToTheStepThatMadeItSo() {
        Drawing rows = end("missing-tlbi");
        long end = session.frame().position();
        Drawing.Hot stale = entries(rows).stream().filter(h -> h.tip().contains("stale")).findFirst().orElseThrow();
        model.rows().select(stale.target());
        assertThat(model.inspector().titleProperty().get()).contains("TLB entry of vCPU 1");
        assertThat(model.inspector().kindProperty().get()).contains("stale").contains("now invalid");
        Fact since = model.inspector().sections().stream().flatMap(s -> s.facts().stream()).filter(Fact::alert).findFirst().orElseThrow();
        model.inspector().follow(since);
        model.refresh();
        assertThat(session.frame().position()).isEqualTo(since.step()).isLessThan(end);
        assertThat(session.frame().step().events()).as("the write").anyMatch(e -> e.kind() == Event.WORD_WRITE);
        assertThat(model.inspector().titleProperty().get()).as("still shown").contains("TLB entry of vCPU 1");
        session.send(new Command.Seek(0));
        model.refresh();
        assertThat(model.inspector().titleProperty().get()).as("not filled yet").doesNotContain("TLB entry");
    }

    @Test
    void aWholeTlbIsOpenedByItsMapAndEveryCpuHasItsTableInOnePicture() {
        end("cancelled-migration");
        model.rows().select(Target.of(Target.Kind.TLB, 2));
        assertThat(model.tlb().cpuProperty().get()).isEqualTo(2);
        assertThat(model.settings().bottomTabProperty().get()).isEqualTo(SettingsViewModel.TLB_TAB);
        session.send(new Command.Seek(600));
        model.refresh();
        Drawing all = model.tlbs().draw(1440, 900);
        assertThat(entries(all).stream().map(h -> h.target().a()).distinct()).containsExactly(0L, 1L, 2L, 3L);
    }
}
