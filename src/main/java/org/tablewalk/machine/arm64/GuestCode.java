package org.tablewalk.machine.arm64;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.tablewalk.machine.listing.Op;
import org.tablewalk.machine.listing.Program;

/** Tells guest code from host code: what makes guest accesses, itself or through what it calls, runs in the guest. */
final class GuestCode {
    private GuestCode() {}

    /** Whether a routine, or one it calls by name, accesses guest memory. */
    static boolean reaches(Program program, Program.Routine routine) {
        BitSet seen = new BitSet();
        Deque<Program.Routine> left = new ArrayDeque<>(List.of(routine));
        while (!left.isEmpty()) {
            Program.Routine next = left.pop();
            for (int pc = next.entry(); pc < next.end(); pc++) {
                int at = pc * Op.WORDS;
                int op = program.code()[at];
                int intrinsic = program.code()[at + 5];
                if (op == Op.SYSTEM && accesses(intrinsic)) {
                    return true;
                }
                int callee = op == Op.CALL ? program.code()[at + 2] : -1;
                if (callee >= 0 && !seen.get(callee)) {
                    seen.set(callee);
                    left.push(program.routines().get(callee));
                }
            }
        }
        return false;
    }

    /** Whether an intrinsic is a guest access. */
    static boolean accesses(int intrinsic) {
        return intrinsic >= ArmIntrinsics.GUEST_READ && intrinsic <= ArmIntrinsics.GUEST_EXEC
                || intrinsic >= ArmIntrinsics.MUST_READ && intrinsic <= ArmIntrinsics.MUST_EXEC
                || intrinsic == ArmIntrinsics.LDR || intrinsic == ArmIntrinsics.STR;
    }
}
