package org.tablewalk.narrate.stage2;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tablewalk.arch.arm64.Sizes;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.InFlight;
import org.tablewalk.machine.arm64.ArmState.TlbEntry;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;

/** What a TLBI names, and why it left entries that lie where it looked. */
final class TlbiWords {
    private final Templates templates;

    TlbiWords(Templates templates) {
        this.templates = templates;
    }

    /** The operation and what its operand says. */
    String of(ArmState state, TlbiOp op, long operand) {
        String name = "TLBI " + op.mnemonic().toUpperCase(Locale.ROOT);
        var target = TlbiTarget.of(op, operand, state.map().config().geometry(), true);
        String named = switch (op.scope()) {
            case ADDRESS, VA, VA_ANY_ASID, RANGE -> !op.ranged() ? templates.fill("tlbi.address", name, Words.address(target.from())) : templates.fill("tlbi.range", name, Words
                    .address(target.from()), Sizes.text(target.last() + 1 - target.from()));
            case EVERYTHING, VMID, STAGE_1, ASID -> name;
        };
        return target.level() < 0 ? named : templates.fill("tlbi.level", named, target.level());
    }

    /**
     * Why an invalidation that arrives at a CPU leaves something that it may have been meant for, or an empty text.
     *
     * @param before the state before it arrives
     */
    String spared(ArmState before, int cpu, InFlight tlbi) {
        if (tlbi.op().scope().guests() || tlbi.op().scope() == TlbiOp.Scope.EVERYTHING) {
            return "";
        }
        TlbiTarget target = before.target(tlbi);
        List<TlbEntry> near = before.tlb(cpu).stream().filter(e -> target.meets(e.ipa(), e.size())).toList();
        List<TlbEntry> own = near.stream().filter(e -> e.vmid() == tlbi.vmid()).toList();
        if (own.isEmpty()) {
            return near.isEmpty() ? "" : templates.fill("spared.vmid", tlbi.vmid(), numbers(near.stream().mapToInt(TlbEntry::vmid)));
        }
        if (!target.sameGranule()) {
            return templates.fill("spared.granule", before.map().config().geometry().granule().label());
        }
        List<TlbEntry> left = own.stream().filter(e -> e.kind() == ArmState.Kind.FINAL && !target.takesLeaf(e.level())).toList();
        return left.isEmpty() ? "" : templates.fill("spared.level", target.level(), numbers(left.stream().mapToInt(TlbEntry::level)));
    }

    private static String numbers(IntStream numbers) {
        return numbers.distinct().sorted().mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }
}
