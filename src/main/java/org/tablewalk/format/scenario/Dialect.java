package org.tablewalk.format.scenario;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.tablewalk.machine.listing.Intrinsics;

/**
 * What the listings of one kind of machine can use, and which of their routines the machine enters by itself.
 *
 * @param intrinsics what can be called, and constants
 * @param define     adds a constant to the intrinsics, or replaces it
 * @param switches   constants that listings have a setting of unless the scenario has another
 * @param handlers   routines that the machine enters
 * @param included   listings of the library that every scenario has, unless it gives one of that name itself
 */
public record Dialect(Intrinsics intrinsics, BiConsumer<String, Long> define, Set<String> switches, List<Handler> handlers, List<String> included) {
    /**
     * A routine that the machine enters when something happens.
     *
     * @param routine its name in the file
     * @param arity   parameters it must have
     * @param shape   the same for messages, e.g. {@code two parameters (ipa, fault)}
     */
    public record Handler(Quoted routine, int arity, String shape) {}
}
