package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;

/** What the window shows of a machine with several VMs: where CPUs are, what their registers say, and whose tree an entry is in. */
class SeveralVmsTest {
    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH),
            session::nanos);

    @BeforeEach
    void open() throws Exception {
        session.send(new Command.OpenFile(Path.of(SeveralVmsTest.class.getResource("/org/tablewalk/pictures/two-vms.json").toURI())));
        model.refresh();
    }

    private void seek(long step) {
        session.send(new Command.Seek(step));
        model.refresh();
    }

    private List<Fact> facts(String heading) {
        return model.inspector().sections().stream().filter(s -> s.heading().startsWith(heading)).map(FactSection::facts).findFirst().orElse(List.of());
    }

    private static List<Drawing.Hot> hots(Drawing drawing, Target.Kind kind) {
        return drawing.hots().stream().filter(h -> h.target().kind() == kind).toList();
    }

    /** The step after which a CPU has loaded the second VM's tree without having synchronised. */
    private long between() {
        session.send(new Command.Run());
        long end = session.frame().position();
        for (long step = 1; step <= end; step++) {
            seek(step);
            boolean loads = session.frame().step().events().stream()
                    .anyMatch(e -> e.kind() == Event.MSR && e.actor() == 0 && e.a() == ArmIntrinsics.VTTBR_EL2 && e.b() >>> 48 == 2);
            if (loads) {
                return step;
            }
        }
        throw new AssertionError("never");
    }

    @Test
    void theInspectorTellsWhatIsWrittenAndNotInEffect() {
        long step = between();
        Drawing rows = model.rows().draw(1400, 260);
        assertThat(hots(rows, Target.Kind.CPU)).extracting(Drawing.Hot::tip).contains("vCPU 0, in: host").anyMatch(tip -> tip.endsWith("in: b"));
        model.rows().select(Target.of(Target.Kind.CPU, 0));
        assertThat(model.inspector().titleProperty().get()).isEqualTo("vCPU 0, host (EL2)");
        List<Fact> both = facts("Registers in effect, and written");
        int at = both.stream().map(Fact::subject).toList().indexOf("VTTBR_EL2");
        assertThat(both.get(at).text()).as("side by side").startsWith("in effect: ").endsWith("(root of vm0), VMID 1");
        assertThat(both.get(at + 1).text()).startsWith("written: base 0x8000_2000 (root of b), VMID 2");
        Drawing trees = model.centre().canvas().draw(830, 410);
        assertThat(hots(trees, Target.Kind.TREE)).extracting(Drawing.Hot::tip)
                .anyMatch(tip -> tip.startsWith("b  VMID 2") && tip.endsWith("until a synchronisation on vCPU: 0"));
        while (!facts("Registers in effect, and written").isEmpty()) {
            step++;
            seek(step);
        }
        assertThat(facts("Registers: in effect")).anyMatch(fact -> fact.subject().equals("VTTBR_EL2") && fact.text().equals("base 0x8000_2000 (root of b), VMID 2"));
    }

    @Test
    void anEntryIsSaidToBeInItsVmsTree() {
        seek(1);
        Drawing trees = model.centre().canvas().draw(830, 410);
        Drawing.Hot second = hots(trees, Target.Kind.DESCRIPTOR).stream().filter(h -> h.tip().contains("0x8000 7000") && h.target().b() == 3).findFirst().orElseThrow();
        model.centre().canvas().select(second.target());
        model.refresh();
        assertThat(model.inspector().rangeProperty().get()).startsWith("VM b: IPA 0x4000_0000");
        assertThat(model.inspector().titleProperty().get()).startsWith("L3[0]");
    }

    @Test
    void twoStagesAreToldInSentencesAndInTheInspector() throws Exception {
        session.send(new Command.OpenFile(Path.of(SeveralVmsTest.class.getResource("/org/tablewalk/pictures/two-stages.json").toURI())));
        session.send(new Command.Run());
        long end = session.frame().position();
        Set<String> said = new TreeSet<>();
        for (long step = 1; step <= end; step++) {
            seek(step);
            said.add(model.status().sentenceProperty().get());
        }
        assertThat(said).anyMatch(s -> s.contains("reads the level-1 entry of stage 1 at IPA 0x4020_0000, found at 0x0001_4020_0000 by stage 2: a table at IPA 0x4020_2000."))
                .anyMatch(s -> s.contains("by its TLB's entry of both stages of every ASID: neither is walked.")).anyMatch(s -> s.contains(
                        "a piece of the larger page of stage 1."));
        seek(1);
        Drawing trees = model.centre().canvas().draw(1310, 560);
        Drawing.Hot root = hots(trees, Target.Kind.DESCRIPTOR).stream().filter(h -> h.tip().contains("0x4020 0000")).findFirst().orElseThrow();
        model.centre().canvas().select(root.target());
        model.refresh();
        assertThat(model.inspector().rangeProperty().get()).isEqualTo("VM vm0, stage 1 of one: IPA 0x4020_0000, found at 0x0001_4020_0000 by stage 2, vm0 L2[1]");
        assertThat(model.inspector().fields()).anyMatch(f -> f.name().equals("next table"));
        assertThat(hots(model.rows().draw(1400, 260), Target.Kind.CPU)).extracting(Drawing.Hot::tip).contains("vCPU 1, in: ASID 1");
    }
}
