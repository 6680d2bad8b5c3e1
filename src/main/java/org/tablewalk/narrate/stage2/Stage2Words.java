package org.tablewalk.narrate.stage2;

import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.check.stage2.Place;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;

/** The words that sentences about an Arm machine's tables are made of. */
final class Stage2Words {
    private final Templates templates;

    Stage2Words(Templates templates) {
        this.templates = templates;
    }

    /** The name of a descriptor: L1[1]. */
    static String name(Place place) {
        return "L" + place.level() + "[" + place.index() + "]";
    }

    /** The name of a descriptor, where there are several trees with that of its VM. */
    static String name(ArmState state, Place place) {
        return state.regime().vms() == 1 ? name(place) : state.regime().vm(place.vm()).name() + " " + name(place);
    }

    /** The name of a descriptor with the addresses it covers: 0x4000_0000..0x7fff_ffff. */
    String where(ArmState state, Place place) {
        return templates.fill("place", name(state, place), Words.address(place.ipa()) + ".." + Words.address(place.last()));
    }

    /** A fault with its article. */
    String fault(long fault) {
        return templates.fill(switch (Fault.kind(fault)) {
            case Fault.TRANSLATION -> "fault.translation";
            case Fault.PERMISSION -> "fault.permission";
            case Fault.ACCESS_FLAG -> "fault.accessFlag";
            case Fault.ADDRESS_SIZE -> "fault.addressSize";
            default -> "fault.conflict";
        });
    }

    static String rights(long descriptor) {
        return Permissions.text(Permissions.of(descriptor));
    }

    static String register(long register) {
        return RegimeState.name((int) register);
    }
}
