package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.FactSection;

/** An entry that leads to memory with contents tells what that holds at the step shown. */
final class HeldTest {
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);

    private final StraightSession session = new StraightSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);

    private List<String> held(String scenario) {
        session.send(new Command.OpenShipped(scenario, Map.of(), null));
        session.send(new Command.Run());
        session.send(new Command.Seek(session.frame().length()));
        model.refresh();
        return model.inspector().sections().stream().filter(s -> s.heading().equals(MESSAGES.text("inspector.held"))).map(FactSection::facts).flatMap(List::stream)
                .map(f -> f.subject() + " " + f.text()).toList();
    }

    @Test
    void theEntryThatWasMadeLastLeadsToTheCopy() {
        assertThat(held("host-copy-on-write")).containsExactly("0x0001_5000_0000 1", "0x0001_5000_0008 2");
        assertThat(held("missing-tlbi")).isEmpty();
    }
}
