package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.session.Command;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;

/** A run that went wrong says so from every step, and leads there. */
final class OutcomeViewModelTest {
    private final StraightSession session = new StraightSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH));

    private String outcome(String scenario, Map<String, String> parameters) {
        session.send(new Command.OpenShipped(scenario, parameters, null));
        session.send(new Command.Run());
        session.send(new Command.Seek(0));
        model.refresh();
        return model.outcome().textProperty().get();
    }

    @Test
    void theFirstSpuriousFaultIsNamedAndLedTo() {
        assertThat(outcome("cancelled-migration", Map.of())).contains("takes a spurious fault at step ");
        model.outcome().go();
        model.refresh();
        long first = session.frame().marks().stream().filter(m -> m.kind() == MarkKind.SPURIOUS).mapToLong(m -> m.position() + 1).min().orElseThrow();
        assertThat(session.frame().position()).isEqualTo(first);
    }

    @Test
    void anErrorIsWorseThanAFaultAndHasAName() {
        // At level 3 the flow as posted ends in -EINVAL, having broken the entry by then.
        assertThat(outcome("cancelled-migration", Map.of("flow", "rfc-as-posted", "bbmLevel", "3"))).contains("stops with -EINVAL at step");
    }

    @Test
    void aCauseIsNamedBeforeWhatCameOfIt() {
        assertThat(outcome("reuse-unchecked", Map.of())).contains("an invariant breaks at step ");
        assertThat(outcome("table-free-wrong-ttl", Map.of())).isEqualTo("vCPU 1 stops with -EFAULT at step 232");
    }

    @Test
    void aRunWithoutFaultsSaysNothing() {
        assertThat(outcome("first-walk", Map.of())).isEmpty();
        assertThat(outcome("shadow-4-on-4", Map.of())).isEmpty();
    }
}
