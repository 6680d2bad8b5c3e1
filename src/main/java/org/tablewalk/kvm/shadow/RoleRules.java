package org.tablewalk.kvm.shadow;

import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Interpreter;
import org.tablewalk.machine.listing.ListingPlan;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.PureFunctions;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86Map;

/**
 * What role words mean, asked of the design's own listing: its routines are run here on a word, away from any machine's state. So a view or a check
 * never has a second copy of a rule, and a listing that was edited is asked as it was edited. Not thread safe.
 */
public final class RoleRules {
    /** A routine about a role word is short; one that is not is given up. */
    private static final int MOST_OPS = 10_000;
    private static final int STACK = 256;

    private final RoleDesign design;
    private final Program program;
    private final ListingPlan plan;
    private final PureFunctions pure;
    private final int size;
    private final Interpreter.Platform platform = new Interpreter.Platform() {
        @Override
        public long pure(int id, long a, long b, long c) {
            return pure.apply(id, a, b, c);
        }

        // A rule about a word has nothing to do with memory; what it would read there is 0.
        @Override
        public long system(int id, int cpu, long a, long b, long c) {
            return 0;
        }
    };
    private Cells cells;
    private Interpreter interpreter;

    /** The rules in a machine's program. */
    public RoleRules(X86Map map) {
        design = map.config().design();
        program = map.program();
        pure = new PureFunctions(map);
        Layout layout = new Layout();
        plan = ListingPlan.of(program, layout, 1, STACK);
        size = layout.size();
        reset();
    }

    /** The rules of a design as its shipped listing has them, without a machine to use them. */
    public static RoleRules of(RoleDesign design) {
        var config = new X86Config(X86Config.Virtualization.SHADOW, design, 5, 1, 1, 8, 8, 1, List.of(), List.of(),
                List.of(new X86Config.Vcpu(0, 0, 0, 0, null, List.of())), null);
        Program program = Assembler.assemble(List.of(Listings.source("role-common"), Listings.source(Listings.ROLE + design.label())),
                X86Intrinsics.of(config));
        return new RoleRules(new X86Machine(config, program).map());
    }

    /**
     * The MMU whose pages are meant.
     *
     * @param guestLevel level of the guest's root table, 2..5; 0 for an MMU that is direct
     * @param rootLevel  level of the shadow root, 3..5
     * @param nx         EFER.NX; counts for a nested guest's tables of the ordinary format alone
     * @param wp         CR0.WP; counts for tables of a guest that is not nested alone
     * @param guestMode  whether the tables are a nested guest's
     * @param ept        whether they are EPT
     */
    public record Mmu(int guestLevel, int rootLevel, boolean nx, boolean wp, boolean guestMode, boolean ept) {}

    public RoleDesign design() {
        return design;
    }

    /** The role word of an MMU's root. */
    public long root(Mmu mmu) {
        if (mmu.ept()) {
            return call("kvm_calc_shadow_ept_root_page_role", mmu.guestLevel(), mmu.rootLevel());
        }
        if (mmu.guestMode()) {
            return call("kvm_calc_nested_root_page_role", mmu.guestLevel(), mmu.rootLevel(), mmu.nx() ? 1 : 0, 0, 0);
        }
        return call("kvm_calc_root_page_role", mmu.guestLevel(), mmu.rootLevel(), mmu.wp() ? 1 : 0, 0, 0);
    }

    /**
     * The role word of a page of an MMU.
     *
     * @param level    1 up to the root's
     * @param access   access code of the path, 0..7
     * @param quadrant as for 4-byte entries; 0 otherwise
     */
    public long word(Mmu mmu, int level, boolean direct, int access, int quadrant) {
        long role = call("kvm_mmu_page_role", root(mmu), level, direct ? 1 : 0, access, mmu.guestLevel());
        return design.bits(RoleField.QUADRANT).set(role, quadrant);
    }

    private void reset() {
        cells = new Cells(size);
        interpreter = new Interpreter(program, cells, plan, EventSink.NONE);
    }

    /** Whether the page maps a linear range and shadows no guest table. */
    public boolean direct(long word) {
        return call("is_direct", word) != 0;
    }

    /** Whether the page stands above the guest's root and shadows no guest table. */
    public boolean passthrough(long word) {
        return call("is_passthrough", word) != 0;
    }

    /** Whether a write to the guest frame named by the page's gfn is a write to what the page shadows. */
    public boolean hasGuestEntries(long word) {
        return call("sp_has_gptes", word) != 0;
    }

    /** Whether the page's gfn is write-tracked, or at level 1 write-protected. */
    public boolean accounted(long word) {
        return call("sp_is_accounted", word) != 0;
    }

    /** Whether the design gives the page an array of gfns. */
    public boolean wantsGfns(long word) {
        return call("wants_gfns", word) != 0;
    }

    /** The value of a routine; 0 if the program has none of that name with so many parameters, or if it does not come to an end. */
    public long call(String routine, long... arguments) {
        Program.Routine r = program.routine(routine);
        if (r == null || r.parameters().size() != arguments.length || !interpreter.enter(0, r.index(), arguments)) {
            return 0;
        }
        for (int ops = 0; ops < MOST_OPS; ops++) {
            switch (interpreter.step(0, platform)) {
                case Interpreter.LEFT -> {
                    return interpreter.returned();
                }
                case Interpreter.OVERFLOW, Interpreter.NOWHERE -> ops = MOST_OPS;
                default -> {}
            }
        }
        reset();
        return 0;
    }
}
