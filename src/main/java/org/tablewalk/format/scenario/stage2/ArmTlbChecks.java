package org.tablewalk.format.scenario.stage2;

import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;

/** Checks how a TLB is described: entries, sets and ways have to agree. Sets times ways is the number of entries; of the three any two are enough. */
final class ArmTlbChecks {
    private static final Map<String, ArmConfig.Replacement> POLICIES = ArmConfigBuilder.words("fifo", ArmConfig.Replacement.OLDEST, "lru",
            ArmConfig.Replacement.LEAST_RECENT, "any", ArmConfig.Replacement.ANY);
    private static final Map<String, Groups> GROUPS = ArmConfigBuilder.words("one-entry", Groups.ONE_ENTRY, "ignored", Groups.IGNORED);

    private enum Groups { ONE_ENTRY, IGNORED }

    private final ArmHardware.Machine machine;
    private final ArmHardware.TlbDesign design;
    private final Values values;

    ArmTlbChecks(ArmHardware.Machine machine, Values values) {
        this.machine = machine;
        this.values = values;
        design = machine.tlb();
    }

    /** The number of entries. */
    int entries() throws FormatException {
        if (machine.tlbEntries() != null) {
            return number(machine.tlbEntries(), "a number of TLB entries", Limits.TLB_ENTRIES);
        }
        int sets = sets();
        return sets * number(design.ways(), "a number of ways", Limits.TLB_ENTRIES / sets);
    }

    /** How they are arranged. */
    ArmConfig.TlbDesign design() throws FormatException {
        if (design == null) {
            return ArmConfig.TlbDesign.USUAL;
        }
        return new ArmConfig.TlbDesign(arranged(), values.oneOf(design.policy(), "a replacement policy", POLICIES),
                values.oneOf(design.contiguous(), "what the contiguous bit makes", GROUPS) == Groups.ONE_ENTRY);
    }

    private int sets() throws FormatException {
        int sets = number(design.sets(), "a number of sets", Limits.TLB_ENTRIES);
        if (Integer.bitCount(sets) != 1) {
            throw design.sets().error(values, "expected a number of sets that is a power of two, 1.." + Integer.highestOneBit(Limits.TLB_ENTRIES) + ", found " + sets);
        }
        return sets;
    }

    /** Sets, or 0 where nothing is said of them. */
    private int arranged() throws FormatException {
        int entries = entries();
        if (design.sets() == null && design.ways() == null) {
            return 0;
        }
        if (design.sets() == null) {
            int ways = number(design.ways(), "a number of ways", entries);
            int sets = entries / ways;
            if (sets * ways != entries || Integer.bitCount(sets) != 1) {
                throw design.ways().error(values, "expected a number of ways that leaves a power of two of sets of " + entries + " entries, found " + ways);
            }
            return sets;
        }
        int sets = sets();
        if (entries % sets != 0) {
            throw design.sets().error(values, "expected a number of sets that divides " + entries + " entries, found " + sets);
        }
        if (design.ways() != null && number(design.ways(), "a number of ways", entries) * sets != entries) {
            throw design.ways().error(values, "expected " + entries / sets + " ways, for " + entries + " entries in " + sets + " sets, found "
                    + number(design.ways(), "a number of ways", entries));
        }
        return sets;
    }

    private int number(Expression e, String what, int most) throws FormatException {
        return (int) e.evaluate(values, what, 1, most);
    }
}
