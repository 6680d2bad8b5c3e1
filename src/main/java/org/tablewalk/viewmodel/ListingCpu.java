package org.tablewalk.viewmodel;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.x86.X86State;

/**
 * A CPU as the listing pane shows it, whatever machine it belongs to.
 *
 * @param cpu    its number
 * @param pc     op it executes next, or -1
 * @param place  key of what a routine is called there: the guest's code, or whose on the host
 * @param failed whether it stands at an instruction that it will never make
 * @param note   what it is in the middle of, or waits for; may be empty
 */
record ListingCpu(int cpu, int pc, String place, boolean failed, String note) {
    /** The CPUs of an Arm machine that have or had something to run. */
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

    /** The CPUs of an x86 machine that have or had something to run. */
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
            case FAILED -> messages.text("listing.status.FAILED", c.exit());
            default -> messages.text("listing.status." + c.status());
        };
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
