package org.tablewalk.viewmodel.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Who may still use an old translation can be seen using it, and what is owed is told until it is paid. */
final class UseTest {
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);

    private final StraightSession session = new StraightSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);

    private void run(String invalidate) {
        session.send(new Command.OpenShipped("missing-tlbi", Map.of("invalidate", invalidate), null));
        session.send(new Command.Run());
    }

    /** The first step at which something is owed. */
    private Debt debt() {
        for (long step = 0; step <= session.frame().length(); step++) {
            session.send(new Command.Seek(step));
            if (!session.frame().judgement().debts().isEmpty()) {
                return session.frame().judgement().debts().getFirst();
            }
        }
        throw new AssertionError("nothing owed");
    }

    private List<Fact> section(String key) {
        return model.inspector().sections().stream().filter(s -> s.heading().equals(MESSAGES.text(key))).findFirst().map(FactSection::facts).orElse(List.of());
    }

    @Test
    void aContinuationShowsTheUse() {
        run("everywhere");
        Debt debt = debt();
        long position = session.frame().position();
        model.refresh();
        Fact user = section("inspector.users").stream().filter(Fact::alert).findFirst().orElseThrow();
        assertThat(user.subject()).isEqualTo("vCPU 1");
        model.inspector().follow(user);
        Frame frame = session.frame();
        assertThat(frame.problem()).isNull();
        assertThat(frame.runs()).hasSize(2);
        assertThat(frame.run()).isEqualTo(1);
        assertThat(frame.runs().get(1).forkedAt()).isEqualTo(position);
        assertThat(frame.position()).isEqualTo(frame.length());
        assertThat(frame.step().event(Event.ACCESS_DONE).actor()).isEqualTo(1);
        assertThat(frame.step().event(Event.ACCESS_DONE).b()).as("the old frame").isEqualTo(debt.old() & 0x0000_ffff_ffff_f000L);
        for (long step = position + 1; step <= frame.length(); step++) {
            session.send(new Command.Seek(step));
            assertThat(session.frame().step().cpu()).as("only who uses it moves").isEqualTo(1);
        }
    }

    @Test
    void whoCannotUseItIsSaidNotTo() {
        run("everywhere");
        Debt debt = debt();
        session.send(new Command.Seek(session.frame().length()));
        session.send(new Command.Use(debt.entry(), 1));
        assertThat(session.frame().problem().message()).contains("no run was found in which vCPU 1 uses the old translation");
        assertThat(session.frame().runs()).hasSize(1);
    }

    @Test
    void whatIsOwedIsTickedOffAsStepsPayIt() {
        run("everywhere");
        Debt debt = debt();
        model.refresh();
        model.centre().canvas().select(new Target(Target.Kind.DESCRIPTOR, debt.entry(), debt.level()));
        int open = Integer.MAX_VALUE;
        boolean some = false;
        for (long step = session.frame().position(); step <= session.frame().length(); step++) {
            session.send(new Command.Seek(step));
            model.refresh();
            List<Fact> facts = section("inspector.owed");
            int now = (int) facts.stream().filter(Fact::alert).count();
            assertThat(now).as("step " + step).isEqualTo(session.frame().judgement().debts().stream().mapToInt(d -> d.owed().size()).sum()).isLessThanOrEqualTo(open);
            some |= now > 0 && now < 3 && facts.size() == 3;
            open = now;
        }
        assertThat(some).as("ticked off one by one").isTrue();
        assertThat(open).isZero();
        assertThat(section("inspector.owed")).extracting(Fact::text).containsExactly(MESSAGES.text("owed.nothing"));
    }
}
