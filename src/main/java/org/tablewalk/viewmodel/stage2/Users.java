package org.tablewalk.viewmodel.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.stage2.Observers;
import org.tablewalk.check.stage2.Place;
import org.tablewalk.check.stage2.Sighting;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.tree.Aim;

/** For each CPU, whether and why it may still use what a descriptor said before. */
final class Users {
    /** With more CPUs than this, those that hold nothing are not listed. */
    private static final int ALL_CPUS = 8;

    private Users() {}

    static List<Fact> of(ArmState state, Place place, Messages messages) {
        List<Sighting> sightings = Observers.of(state, place);
        int cpus = state.map().config().cpus();
        var rows = new ArrayList<Fact>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            int of = cpu;
            List<Sighting> his = sightings.stream().filter(s -> s.cpu() == of).toList();
            if (his.isEmpty() && cpus <= ALL_CPUS) {
                rows.add(Fact.plain(messages.text("cpu", cpu), messages.text("user.none")));
            } else if (!his.isEmpty()) {
                Sighting first = his.getFirst();
                String text = messages.text("user." + first.way(), Numbers.hex(first.ipa()));
                String all = his.size() == 1 ? text : messages.text("user.more", text, his.size() - 1);
                rows.add(first.uses() ? Fact.alert(messages.text("cpu", cpu), messages.text("user.show", all), new Aim.Use(place.address(), cpu))
                        : Fact.plain(messages.text("cpu", cpu), all));
            }
        }
        return rows;
    }
}
