package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Legibility;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.FactSection;

/** Two VMs with a stage 1 each and a TLB that two CPUs share: what memory holds, where stale entries still lead, an invalidation in flight, and what belongs to a TLB entry. */
class TwoStagesOfTwoVmsTest {
    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH), session::nanos);

    @BeforeEach
    void open() throws Exception {
        session.send(new Command.OpenFile(Path.of(TwoStagesOfTwoVmsTest.class.getResource("/org/tablewalk/pictures/two-vms-two-stages.json").toURI())));
        session.send(new Command.Run());
        model.refresh();
    }

    private void seek(long step) {
        session.send(new Command.Seek(step));
        model.refresh();
    }

    private long step(int event, int after) {
        for (long step = after; step <= session.frame().length(); step++) {
            seek(step);
            if (session.frame().step().event(event) != null) {
                return step;
            }
        }
        throw new AssertionError("never");
    }

    private static List<String> texts(Drawing drawing) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Text).map(s -> ((Shape.Text) s).text()).toList();
    }

    /** The end of the step that makes the page of b lead elsewhere while its CPUs keep the old entry. */
    private long moved() {
        long end = session.frame().length();
        for (long step = 1; step <= end; step++) {
            seek(step);
            EventRecord written = session.frame().step().event(Event.WORD_WRITE);
            if (written != null && (written.c() & 0xf_f000) == 0x3000) {
                return step;
            }
        }
        throw new AssertionError("never");
    }

    @Test
    void aStaleEntryOfBothStagesTellsTheWrongDataAndWhereItStillLeads() {
        seek(moved());
        List<String> rows = texts(model.rows().draw(1440, 260));
        assertThat(rows).as("what it holds, and what the tables lead to").contains("0x0000 1000 = 21, now 33").anyMatch(t -> t.startsWith("STALE"));
        assertThat(rows).as("one TLB, shown once").contains("one TLB with vCPU 1 (CnP)");
        Drawing trees = model.centre().canvas().draw(830, 410);
        assertThat(texts(trees)).anyMatch(t -> t.startsWith("STALE") && t.contains("0x1 5000 1000 = 21, now 33"));
        assertThat(trees.shapes()).as("a way of its own").anyMatch(s -> s instanceof Shape.Line l && l.stroke().ink() == Ink.STALE && l.stroke().width() == 2.5);
        assertThat(texts(model.centre().canvas().draw(1310, 560))).as("leaves tell what is there").contains("= 33");
    }

    @Test
    void anEntryBelongsToTheWordsOfBothStagesAndTheyToIt() {
        seek(moved());
        model.rows().draw(1440, 260);
        Target entry = model.rows().draw(1440, 260).hots().stream().filter(h -> h.target().kind() == Target.Kind.TLB_ENTRY && h.tip().contains("S1+S2") && h.target().a() == 1)
                .findFirst().orElseThrow().target();
        Set<Long> words = new TreeSet<>();
        model.rows().related(entry).stream().filter(t -> t.kind() == Target.Kind.DESCRIPTOR).forEach(t -> words.add(t.a()));
        Set<Target> drawn = new HashSet<>();
        model.centre().canvas().draw(1310, 560).hots().forEach(h -> drawn.add(Target.of(h.target().kind(), h.target().a())));
        assertThat(words).hasSize(2).allSatisfy(a -> assertThat(drawn).contains(Target.of(Target.Kind.DESCRIPTOR, a)));
        assertThat(words).as("stage 1 in the memory of b, stage 2 in the pool").anyMatch(a -> a >= 0x1_5000_0000L).anyMatch(a -> a < 0x9000_0000L);
        for (long word : words) {
            assertThat(model.rows().related(Target.of(Target.Kind.DESCRIPTOR, word))).contains(entry);
        }
    }

    @Test
    void anInvalidationInFlightTellsWhatItWillRemoveAsTheMachineThenDoes() {
        long issued = step(Event.TLBI_ISSUE, 1);
        model.rows().select(Target.of(Target.Kind.CPU, 1));
        model.refresh();
        FactSection flight = model.inspector().sections().stream().filter(s -> s.heading().equals("TLBI in flight, issued by vCPU 3")).findFirst().orElseThrow();
        List<String> facts = new ArrayList<>();
        flight.facts().forEach(f -> facts.add(f.subject() + ": " + f.text()));
        assertThat(facts).anyMatch(f -> f.startsWith("asks: TLBI IPAS2E1IS")).anyMatch(f -> f.startsWith("waits for: vCPU ") && f.contains("1"));
        assertThat(facts).as("entries of both stages stay, by a rule that is told with how sure it is").anyMatch(f -> f.startsWith("keeps: combined, VA 0x"))
                .anyMatch(f -> f.startsWith("combined: ") && (f.contains("verified") || f.contains("inferred")));
        long removes = facts.stream().filter(f -> f.startsWith("removes: ") && !f.endsWith("no entry here")).count();
        for (long step = issued + 1;; step++) {
            seek(step);
            EventRecord arrived = session.frame().step().event(Event.TLBI_ARRIVE);
            // Whichever comes first to the TLB that CPUs 1 and 2 share.
            if (arrived != null && (arrived.actor() == 1 || arrived.actor() == 2)) {
                assertThat(removes).isEqualTo(arrived.b());
                return;
            }
        }
    }

    @Test
    void theSignOfAFindingStandsOnItsEntryOnceAndLeadsToTheFinding() {
        seek(session.frame().length());
        List<Drawing.Hot> signs = model.centre().canvas().picture(1310, 560).hots().stream().filter(h -> h.target().kind() == Target.Kind.FINDING).toList();
        assertThat(signs).hasSize(1);
        model.centre().canvas().press(signs.getFirst().target());
        model.refresh();
        assertThat(session.frame().position()).isEqualTo(signs.getFirst().target().a() + 1);
    }

    @Test
    void anEntryOfAGroupTellsThePageThatLeadsElsewhere() {
        session.send(new Command.OpenShipped("break-contiguous", Map.of("flow", "page-alone"), null));
        session.send(new Command.Run());
        seek(session.frame().length());
        assertThat(texts(model.rows().draw(1440, 260))).anyMatch(t -> t.matches("0x4000 0000 \\+0x5000 = \\d+, now \\d+"));
    }

    @Test
    void anAccessThatAnEntryOfBothStagesTranslatesIsAtAVirtualAddress() {
        Set<String> said = new TreeSet<>();
        for (long step = 1; step <= session.frame().length(); step++) {
            seek(step);
            if (session.frame().step().event(Event.ACCESS_DONE) != null) {
                said.add(model.status().sentenceProperty().get().replaceAll("^.*: ", ""));
            }
        }
        assertThat(said).contains("reads 21 at VA 0x0000_1000, from PA 0x0001_5000_1000.", "reads 21 at IPA 0x4000_1000, from PA 0x0001_5000_1000.").noneMatch(s -> s.contains(
                "IPA 0x0000"));
    }

    @Test
    void allCanBeReadAtEveryFewSteps() {
        var legibility = new Legibility(FontMetrics.load());
        for (long step = 0; step <= session.frame().length(); step += 7) {
            seek(step);
            for (double[] size : new double[][] {{577, 262}, {830, 410}, {1310, 560}}) {
                assertThat(legibility.faults(model.centre().canvas().draw(size[0], size[1]))).as("step %d at %.0f", step, size[0]).isEmpty();
            }
            assertThat(legibility.faults(model.rows().draw(1440, 260))).as("rows, step %d", step).isEmpty();
            model.tlbs().draw(1000, 200);
        }
    }
}
