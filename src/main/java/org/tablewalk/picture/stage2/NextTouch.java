package org.tablewalk.picture.stage2;

import java.util.List;
import java.util.Set;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.CallStack;
import org.tablewalk.machine.listing.Intrinsics.Intrinsic;
import org.tablewalk.machine.listing.Op;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.picture.tree.Holders;

/** Which word of the tables the next move is about to touch: read off the state and the listing, nothing is executed. */
public final class NextTouch {
    private static final Set<String> MEMORY = Set.of("load", "store", "store_release", "cmpxchg");

    private final ArmIntrinsics intrinsics = new ArmIntrinsics();

    /**
     * The descriptor addresses that the CPU's walk reads next, or that the rest of its listing line reads or writes if they are known
     * already; empty if there are none.
     *
     * @param move the next move, or {@link Move#NONE}
     */
    public Set<Long> of(ArmState state, int move) {
        if (move == Move.NONE) {
            return Set.of();
        }
        int cpu = Move.actor(move);
        return switch (Move.kind(move)) {
            case Move.RUN -> run(state, state.cpu(cpu));
            case Move.WALKER -> walk(state, state.cpu(cpu).speculation());
            default -> Set.of();
        };
    }

    private Set<Long> run(ArmState state, ArmState.Cpu cpu) {
        if (cpu.access() != null) {
            return walk(state, cpu.access());
        }
        List<CallStack.Frame> frames = cpu.pc() < 0 ? List.of() : state.frames(cpu.cpu());
        if (frames.isEmpty()) {
            return Set.of();
        }
        long address = address(state.map().program(), cpu.pc(), frames.getFirst().slots());
        return state.map().pageOf(address) < 0 ? Set.of() : Set.of(address & -8L);
    }

    private static Set<Long> walk(ArmState state, ArmState.Access access) {
        if (access == null || access.phase() != ArmState.Phase.WALK || state.map().pageOf(access.table()) < 0) {
            return Set.of();
        }
        return Set.of(Holders.address(new ArmTables(state), access.table(), access.ipa(), access.level()));
    }

    /** The address operand of the first memory op on the line, unless something before it on the line computes it; else -1. */
    private long address(Program program, int pc, long[] slots) {
        for (int p = pc; p < program.ops() && program.lineOf()[p] == program.lineOf()[pc]; p++) {
            int at = p * Op.WORDS;
            int[] code = program.code();
            int op = code[at];
            if (op == Op.SYSTEM) {
                Intrinsic intrinsic = intrinsics.get(true, code[at + 5]);
                if (intrinsic == null || !MEMORY.contains(intrinsic.name())) {
                    return -1;
                }
                int operand = code[at + 2];
                for (int q = pc; q < p; q++) {
                    if (code[q * Op.WORDS + 1] == operand) {
                        return -1;
                    }
                }
                return operand < 0 ? program.constants()[~operand] : operand < slots.length ? slots[operand] : -1;
            }
            if (op == Op.JMP || op == Op.BRZ || op == Op.BRNZ || op == Op.CALL || op == Op.CALL_REFERENCE || op == Op.RET) {
                return -1;
            }
        }
        return -1;
    }
}
