package org.tablewalk.viewmodel.kind;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.trace.Cause;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.inspector.Goal;

/** Why a fault was raised, as facts: its chain, numbered as on the timeline, each with its sentence and a way to its step. */
public final class CauseFacts {
    private CauseFacts() {}

    /** The section of what a moment was asked about; null if it was not. */
    public static FactSection of(Moment now, Messages messages) {
        Cause cause = now.open() ? now.frame().cause() : null;
        if (cause == null) {
            return null;
        }
        String heading = cause.position() < 0 ? messages.text("why.heading.none", cause.cpu())
                : messages.text("why.heading", cause.cpu(), Numbers.grouped(cause.position() + 1));
        List<Fact> facts = new ArrayList<>();
        for (Cause.Link link : cause.links()) {
            long step = link.step().position() + 1;
            facts.add(new Fact(Integer.toString(facts.size() + 1), now.reading().told(link), false, step == now.frame().position(), Goal.NOWHERE, step));
        }
        if (cause.end() != Cause.End.FOUND) {
            facts.add(Fact.plain("", messages.text("why.end." + (cause.end() == Cause.End.NONE && now.threads() ? "threads" : cause.end()))));
        }
        return new FactSection(heading, facts);
    }
}
