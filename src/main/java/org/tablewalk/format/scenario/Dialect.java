package org.tablewalk.format.scenario;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;

/**
 * What the listings of one kind of machine can use, and which of their routines the machine enters by itself.
 *
 * @param intrinsics what can be called, and constants
 * @param define     adds a constant to the intrinsics, or replaces it
 * @param switches   constants that listings have a setting of unless the scenario has another
 * @param handlers   routines that the machine enters
 * @param included   listings of the library that every scenario has, unless it gives one of that name itself
 */
record Dialect(Intrinsics intrinsics, BiConsumer<String, Long> define, Set<String> switches, List<Handler> handlers, List<String> included) {
    /**
     * A routine that the machine enters when something happens.
     *
     * @param routine its name in the file
     * @param arity   parameters it must have
     * @param shape   the same for messages, e.g. {@code two parameters (ipa, fault)}
     */
    record Handler(Quoted routine, int arity, String shape) { }

    /** The dialect of an Arm machine. */
    static Dialect of(ArmHardware hardware, ArmConfig config) {
        ArmIntrinsics intrinsics = ArmIntrinsics.of(config);
        Quoted abort = hardware.machine().abortRoutine();
        return new Dialect(intrinsics, intrinsics::with, Set.of("leafRule", "reload", "rights", "conflictHandler", "ALIGN_FIX", "HAS_TLBIRANGE"),
                abort == null ? List.of() : List.of(new Handler(abort, 2, "two parameters (ipa, fault)")), List.of());
    }

    /** The dialect of an x86 machine. All of KVM's listings belong to it but the guests and the other designs' role words. */
    static Dialect of(X86Hardware hardware, X86Config config, Library library) {
        X86Intrinsics intrinsics = X86Intrinsics.of(config);
        String role = "role-" + config.design().label();
        Quoted design = hardware.machine().design();
        return new Dialect(intrinsics, intrinsics::with, Set.of("reuse_check", "write_flood", "prefetch"),
                List.of(new Handler(Quoted.plain(config.exitRoutine(), design.line(), design.column()), 3, "three parameters (reason, a, b)")),
                library.names().stream().filter(n -> n.equals(role) || n.equals("role-common") || !n.startsWith("role-") && !n.startsWith("guest-"))
                        .toList());
    }
}
