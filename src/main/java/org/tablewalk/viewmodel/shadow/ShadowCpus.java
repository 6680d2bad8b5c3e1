package org.tablewalk.viewmodel.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.Words;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.listing.ListingCpu;

/** The CPUs of an x86 machine, as the listing pane shows them. */
final class ShadowCpus {
    private ShadowCpus() {}

    /** Those that have or had something to run. */
    static List<ListingCpu> of(X86State state, Messages messages) {
        var cpus = new ArrayList<ListingCpu>();
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            X86State.Cpu c = state.cpu(cpu);
            if (c.status() != X86State.Status.IDLE) {
                cpus.add(new ListingCpu(cpu, c.pc(), c.guest() ? "listing.guest" : "listing.kvm", c.status() == X86State.Status.FAILED, note(c, messages)));
            }
        }
        return cpus;
    }

    private static String note(X86State.Cpu c, Messages messages) {
        return switch (c.status()) {
            case IN_ACCESS -> c.access().level() > 0 ? messages.text("listing.access.WALK", c.access().level())
                    : messages.text("listing.access.PERFORM", 0);
            case RUNNING, IDLE -> "";
            case FAILED -> messages.text("listing.status.FAILED", Words.result(c.exit()));
            default -> messages.text("listing.status." + c.status());
        };
    }
}
