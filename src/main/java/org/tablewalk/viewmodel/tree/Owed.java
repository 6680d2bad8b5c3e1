package org.tablewalk.viewmodel.tree;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.Judgement;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;

/** What is owed, as facts: for one entry item by item, those that are paid ticked off; for the others in a line each that leads there. Empty exactly when nothing is owed and there is a judge. */
final class Owed {
    private final Messages messages;

    Owed(Messages messages) {
        this.messages = messages;
    }

    List<Fact> of(TreeReading reading, long entry) {
        Judgement judgement = reading.frame().judgement();
        List<Fact> facts = new ArrayList<>();
        for (Debt debt : judgement.debts()) {
            if (debt.entry() == entry) {
                debt.paid().forEach(item -> facts.add(Fact.plain(messages.text("owed.done"), messages.text("owed." + item))));
                debt.owed().forEach(item -> facts.add(Fact.alert(messages.text("owed.open"), messages.text("owed." + item))));
                if (debt.told()) {
                    facts.add(Fact.alert("!", messages.text("owed.told", debt.debtor())));
                }
            }
        }
        for (Debt debt : judgement.debts()) {
            if (debt.entry() != entry) {
                String items = String.join(", ", debt.owed().stream().map(item -> messages.text("owed.short." + item)).toList());
                facts.add(Fact.to(new Aim.Entry(debt.entry()), reading.name(debt.entry()), messages.text("owed.other", items, debt.debtor())));
            }
        }
        if (facts.isEmpty() && judgement.judged()) {
            facts.add(Fact.plain(messages.text("owed.done"), messages.text("owed.nothing")));
        }
        return facts;
    }
}
