package org.tablewalk.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.StraightSession;
import org.tablewalk.session.Command;

/** The moments of a shipped scenario that are looked at: its first notable event, its middle one, its end. */
final class Moments {
    private Moments() {}

    /** A session in which the whole run of a scenario is recorded. */
    static StraightSession recorded(String scenario) {
        var session = new StraightSession();
        session.send(new Command.OpenShipped(scenario, Map.of(), null));
        session.send(new Command.Run());
        return session;
    }

    /** The positions, from the first to the last, of a recorded run. */
    static Set<Long> of(StraightSession session) {
        var marks = session.frame().marks();
        long end = session.frame().length();
        List<Long> steps = new ArrayList<>();
        if (!marks.isEmpty()) {
            steps.add(Math.min(end, marks.getFirst().position() + 1));
            steps.add(Math.min(end, marks.get(marks.size() / 2).position() + 1));
        }
        steps.add(end);
        return new LinkedHashSet<>(steps);
    }
}
