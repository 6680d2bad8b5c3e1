package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;

/** "Why did this vCPU fault here?" in the window. */
class ExplainTest {
    private final DirectSession session = new DirectSession();
    private final Messages messages = Messages.load(Locale.ENGLISH);
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), messages, session::nanos);

    private Mark spurious() {
        session.send(new Command.OpenShipped("cancelled-migration", java.util.Map.of(), 1L));
        session.send(new Command.Run());
        model.refresh();
        return session.frame().marks().stream().filter(m -> m.kind() == MarkKind.SPURIOUS).findFirst().orElseThrow();
    }

    private void seek(long step) {
        model.transport().seek(step);
        model.refresh();
    }

    private FactSection why() {
        return model.inspector().answers().isEmpty() ? null : model.inspector().answers().getFirst();
    }

    @Test
    void oneClickOnTheMarkTellsTheWholeChain() {
        Mark fault = spurious();
        seek(fault.position() + 20);
        model.settings().rightTabProperty().set(1);
        model.settings().detailsProperty().set(false);
        model.timeline().draw(900, 240);
        model.timeline().select(new Target(Target.Kind.FAULT, fault.position(), fault.actor()));
        model.refresh();
        assertThat(model.settings().rightTabProperty().get()).as("the inspector comes into sight").isZero();
        assertThat(model.settings().detailsProperty().get()).isTrue();
        FactSection why = why();
        assertThat(why.heading()).isEqualTo("Why vCPU 3 faulted at step " + Numbers.grouped(1281));
        assertThat(why.facts()).extracting(Fact::subject).containsExactly("1", "2", "3", "4");
        assertThat(why.facts().get(0).text()).contains("vCPU 3, step 1281", "translation fault");
        assertThat(why.facts().get(1).text()).contains("vCPU 3, step 1281", "reads level 2", "invalid");
        assertThat(why.facts().get(2).text()).contains("vCPU 0, step 1262", "makes L2[0]", " invalid; ", "`WRITE_ONCE(*ptep, old & ~PTE_VALID);`", "kvm_set_invalid_pte",
                "Before that: a table");
        assertThat(why.facts().get(3).text()).contains("makes L2[0]", " valid: a block");
        Drawing drawing = model.timeline().draw(900, 240);
        assertThat(drawing.hots()).extracting(Drawing.Hot::tip).anyMatch(t -> t.contains("1, 2 of what led to the fault")).anyMatch(t -> t.contains(" 3 of what led"));
        model.inspector().follow(why.facts().get(2));
        model.refresh();
        assertThat(session.frame().position()).as("a link goes to its step").isEqualTo(1262);
        assertThat(why().facts().get(2).shown()).isTrue();
    }

    @Test
    void theKeyAsksForTheLastFaultOfTheFocusedVcpu() {
        Mark fault = spurious();
        seek(fault.position() + 400);
        model.transport().cpuProperty().set(fault.actor());
        UiCommand explain = model.entryCommands().stream().filter(c -> c.id().equals("explain.fault")).findFirst().orElseThrow();
        explain.run();
        model.refresh();
        assertThat(why().heading()).contains("vCPU 3 faulted at step " + Numbers.grouped(1281));
        assertThat(session.frame().position()).as("the place stays").isEqualTo(fault.position() + 400);
        explain.run();
        model.refresh();
        assertThat(why()).isNull();
        seek(5);
        explain.run();
        model.refresh();
        assertThat(why().facts()).extracting(Fact::text).containsExactly("It has not faulted up to this step.");
    }

    @Test
    void theKeyAsksForTheFaultThatIsShownWhoeverHasTheFocus() {
        Mark fault = spurious();
        seek(fault.position() + 1);
        model.transport().cpuProperty().set(0);
        model.entryCommands().stream().filter(c -> c.id().equals("explain.fault")).findFirst().orElseThrow().run();
        model.refresh();
        assertThat(why().heading()).contains("vCPU 3 faulted at step " + Numbers.grouped(1281));
    }

    @Test
    void aPinStaysWhateverIsSelected() {
        Mark fault = spurious();
        seek(fault.position());
        Drawing tree = model.centre().canvas().draw(800, 400);
        List<Target> entries = tree.hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.DESCRIPTOR).toList();
        model.centre().canvas().select(entries.getFirst());
        model.timeline().draw(900, 240);
        model.timeline().select(Target.of(Target.Kind.PIN, entries.getFirst().a()));
        model.centre().canvas().select(entries.getLast());
        assertThat(pins()).contains(entries.getFirst().a());
        model.timeline().select(Target.of(Target.Kind.PIN, entries.getFirst().a()));
        assertThat(pins()).doesNotContain(entries.getFirst().a());
    }

    private List<Long> pins() {
        return model.timeline().draw(900, 300).hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.PIN).map(Target::a).toList();
    }
}
