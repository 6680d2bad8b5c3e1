package org.tablewalk.viewmodel.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.narrate.Words;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.listing.ListingCpu;

/** The CPUs of an Arm machine, as the listing pane shows them. */
final class Stage2Cpus {
    private Stage2Cpus() {}

    /** Those that have or had something to run. */
    static List<ListingCpu> of(ArmState state, Messages messages) {
        var cpus = new ArrayList<ListingCpu>();
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            ArmState.Cpu c = state.cpu(cpu);
            if (c.status() != ArmState.Status.IDLE) {
                cpus.add(new ListingCpu(cpu, c.pc(), c.guest() ? "listing.guest" : "listing.host", c.status() == ArmState.Status.FAILED, note(c, messages)));
            }
        }
        return cpus;
    }

    private static String note(ArmState.Cpu c, Messages messages) {
        return switch (c.status()) {
            case IN_ACCESS -> c.access() == null ? "" : messages.text("listing.access." + c.access().phase(), c.access().level());
            case RUNNING, IDLE -> "";
            case FAILED -> messages.text("listing.status.FAILED", Words.result(c.exit()));
            default -> messages.text("listing.status." + c.status());
        };
    }
}
