package org.tablewalk.narrate.tree;

import org.tablewalk.machine.arm64.ArmIntrinsics;

/** Names of Arm's barriers. */
public final class Barriers {
    private Barriers() {}

    /** A DSB's mnemonic: DSB ISH. */
    public static String dsb(long kind) {
        return "DSB " + switch ((int) kind) {
            case ArmIntrinsics.ISHST -> "ISHST";
            case ArmIntrinsics.ISH -> "ISH";
            case ArmIntrinsics.NSH -> "NSH";
            case ArmIntrinsics.NSHST -> "NSHST";
            default -> "SY";
        };
    }
}
