package org.tablewalk.check.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tablewalk.arch.x86.RoleDesign.DELTA_PER_PAGE;
import static org.tablewalk.arch.x86.RoleDesign.GLEVEL_FIXED;
import static org.tablewalk.arch.x86.RoleDesign.GLEVEL_POSTED;
import static org.tablewalk.arch.x86.RoleDesign.MODE_BITS_NO_LA57;
import static org.tablewalk.arch.x86.RoleDesign.PASSTHROUGH_LEVELS;
import static org.tablewalk.arch.x86.RoleDesign.TARGET_LEVEL;
import static org.tablewalk.arch.x86.RoleDesign.V5_17;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.check.shadow.GuestRun.Failure;
import org.tablewalk.check.shadow.RandomGuest.Theme;
import org.tablewalk.machine.x86.X86Config.Virtualization;

/**
 * Random guests on the real machine: at every point at which nothing is in flight the shadow tables give the frame that the guest's own give, with no more
 * rights, and the invariants hold; a design with a known bug fails, and only by that bug.
 *
 * <p>A message names design, theme and seed, and these three make the same run again.
 */
@Tag("seeded")
class RandomGuestsTest {
    private static final int GUESTS = 2_000;
    private static final int FEW = 300;
    private static final RoleDesign[] DESIGNS = RoleDesign.values();

    /** A run by its number, and what failed. */
    private record Outcome(RoleDesign design, Virtualization virtualization, Theme theme, long seed, Failure failure) {
        boolean known() {
            return failure.rule() != null ? KnownRules.of(design, virtualization).contains(failure.rule())
                    : failure.causes().stream().anyMatch(Cause.of(design)::contains);
        }
    }

    private static final class Sum {
        private final List<Outcome> unknown = new ArrayList<>();
        private final Map<RoleDesign, Set<Cause>> causes = new EnumMap<>(RoleDesign.class);
        private final Map<RoleDesign, Set<Rule>> rules = new EnumMap<>(RoleDesign.class);
        private long runs;
        private long judged;
        private long compared;
        private long steps;
        private long accesses;
        private long refused;

        void run(RoleDesign design, Theme theme, long seed, Map<String, Long> constants) {
            RandomGuest guest = new RandomGuest(seed, theme);
            GuestRun run = new GuestRun(guest, design, constants);
            for (Failure f : run.run()) {
                Outcome outcome = new Outcome(design, guest.config(design).virtualization(), theme, seed, f);
                if (!outcome.known()) {
                    unknown.add(outcome);
                } else if (f.rule() != null) {
                    rules.computeIfAbsent(design, d -> EnumSet.noneOf(Rule.class)).add(f.rule());
                } else {
                    causes.computeIfAbsent(design, d -> EnumSet.noneOf(Cause.class)).addAll(f.causes());
                }
            }
            runs++;
            judged += run.judged();
            compared += run.compared();
            steps += run.steps();
            accesses += run.accesses();
            refused += run.refused();
        }

        @Override
        public String toString() {
            return runs + " guests, " + steps + " steps, " + judged + " points judged, " + compared + " translations compared, " + accesses + " accesses, " + refused
                    + " of them refused by the judge; known harm " + causes
                    + ", known broken rules " + rules;
        }
    }

    @Test
    void everyDesignAgreesButForItsKnownBugs() {
        agree(FEW);
    }

    /** The same for more guests, as many as make every known bug show. */
    @Test
    @Tag("thorough")
    void manyGuestsOfEveryKind() {
        Sum sum = agree(GUESTS);
        for (Theme theme : List.of(Theme.NESTED_EPT, Theme.LA57_TOGGLE, Theme.PAE_TO_64, Theme.UNALIGNED_PAE)) {
            for (long seed : Seeds.of(1, GUESTS / 4).toArray()) {
                sum.run(DESIGNS[Math.floorMod(seed, DESIGNS.length)], theme, seed, Map.of());
            }
        }
        assertThat(sum.unknown).as(sum.toString()).isEmpty();
    }

    private static Sum agree(int guests) {
        Sum sum = new Sum();
        for (long seed : Seeds.of(1, guests).toArray()) {
            sum.run(DESIGNS[Math.floorMod(seed, DESIGNS.length)], Theme.ANY, seed, Map.of());
        }
        assertThat(sum.unknown).as(sum.toString()).isEmpty();
        assertThat(sum.compared).as("translations compared").isGreaterThan(10L * guests);
        assertThat(sum.accesses).as("accesses judged").isGreaterThan(5L * guests);
        return sum;
    }

    /** Each known harm is seen, in the designs that have it and in no other. */
    @Test
    void knownBugsAreSeen() {
        sees(Theme.LA57_TOGGLE, Cause.PORTAL_AS_TABLE, 120, V5_17);
        sees(Theme.LA57_TOGGLE, Cause.TABLE_AS_PASSTHROUGH, 120, MODE_BITS_NO_LA57);
        sees(Theme.NESTED_EPT, Cause.TABLE_AS_PASSTHROUGH, 40, GLEVEL_POSTED, GLEVEL_FIXED);
        sees(Theme.UNALIGNED_PAE, Cause.TWO_PAE_ROOTS_IN_A_FRAME, 80, DELTA_PER_PAGE, PASSTHROUGH_LEVELS, TARGET_LEVEL);
    }

    private static void sees(Theme theme, Cause cause, int guests, RoleDesign... designs) {
        for (RoleDesign design : designs) {
            Sum sum = new Sum();
            for (int seed = 1; seed <= guests && !sum.causes.getOrDefault(design, Set.of()).contains(cause); seed++) {
                sum.run(design, theme, seed, Map.of());
            }
            assertThat(sum.unknown).as(sum.toString()).isEmpty();
            assertThat(sum.causes.getOrDefault(design, Set.of())).as(design + " in " + sum).contains(cause);

        }
    }
}
