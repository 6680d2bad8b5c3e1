package org.tablewalk.viewmodel;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.arm64.ArmState;

/**
 * A CPU as the listing pane shows it, whatever machine it belongs to.
 *
 * @param cpu    its number
 * @param pc     op it executes next, or -1
 * @param guest  whether that is the guest's code, else the host's
 * @param failed whether it stands at an instruction that it will never make
 * @param note   what it is in the middle of, or waits for; may be empty
 */
record ListingCpu(int cpu, int pc, boolean guest, boolean failed, String note) {
    /** The CPUs of an Arm machine that have or had something to run. */
    static List<ListingCpu> of(ArmState state, Messages messages) {
        var cpus = new ArrayList<ListingCpu>();
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            ArmState.Cpu c = state.cpu(cpu);
            if (c.status() != ArmState.Status.IDLE) {
                cpus.add(new ListingCpu(cpu, c.pc(), c.guest(), c.status() == ArmState.Status.FAILED, note(c, messages)));
            }
        }
        return cpus;
    }

    private static String note(ArmState.Cpu c, Messages messages) {
        return switch (c.status()) {
            case IN_ACCESS -> c.access() == null ? "" : messages.text("listing.access." + c.access().phase(), c.access().level());
            case RUNNING, IDLE -> "";
            case FAILED -> messages.text("listing.status.FAILED", c.exit());
            default -> messages.text("listing.status." + c.status());
        };
    }
}
