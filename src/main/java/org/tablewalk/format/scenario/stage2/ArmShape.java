package org.tablewalk.format.scenario.stage2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;

/** What shape the machine's tree has, and the VM that user space asks for, which must have that shape if it is granted. */
final class ArmShape {
    private static final int WITHOUT_LPA2 = 48;
    private static final int DEFAULT_IPA_BITS = 40;
    private static final int MIN_VA_BITS = 36;

    private enum Lpa2 { AS_NEEDED, YES, NO }

    private final Values values;
    private final ArmHardware.Machine machine;
    private int ipaBits;

    ArmShape(Values values, ArmHardware.Machine machine) {
        this.values = values;
        this.machine = machine;
    }

    /** The tree's shape. */
    Stage2Geometry geometry(Granule granule) throws FormatException {
        ipaBits = (int) machine.ipaBits().evaluate(values, "an IPA size in bits", Stage2Geometry.MIN_IPA_BITS, Stage2Geometry.MAX_IPA_BITS);
        Map<String, Lpa2> words = new LinkedHashMap<>();
        words.put("as-needed", Lpa2.AS_NEEDED);
        words.put("yes", Lpa2.YES);
        words.put("no", Lpa2.NO);
        Lpa2 lpa2 = values.oneOf(machine.lpa2(), "'lpa2'", words);
        if (lpa2 == Lpa2.YES && granule == Granule.K64) {
            throw values.error(machine.lpa2(), "expected 'lpa2' of as-needed or no with the granule 64K, whose descriptors hold 52-bit addresses without it, found 'yes'");
        }
        if (lpa2 == Lpa2.NO && granule != Granule.K64 && ipaBits > WITHOUT_LPA2) {
            throw machine.ipaBits().error(values, "expected an IPA size of " + Stage2Geometry.MIN_IPA_BITS + ".." + WITHOUT_LPA2 + " bits, because without LPA2 "
                    + granule.label() + " descriptors hold 48-bit addresses, found " + ipaBits);
        }
        return lpa2 == Lpa2.AS_NEEDED ? Stage2Geometry.of(granule, ipaBits) : Stage2Geometry.of(granule, ipaBits, lpa2 == Lpa2.YES);
    }

    /** The host. Whether it grants the type is for its listings to say; but if they do, this machine must have that tree. */
    ArmConfig.Host host() throws FormatException {
        ArmHardware.Host host = machine.host();
        int paBits = (int) host.paBits().evaluate(values, "physical addresses in bits", Stage2Geometry.MIN_IPA_BITS, Stage2Geometry.MAX_IPA_BITS);
        int vaBits = (int) host.vaBits().evaluate(values, "virtual addresses in bits", MIN_VA_BITS, Stage2Geometry.MAX_IPA_BITS);
        long type = host.type().word(values, "a type");
        long asked = type == 0 ? DEFAULT_IPA_BITS : type;
        if (asked >= Stage2Geometry.MIN_IPA_BITS && asked <= Stage2Geometry.MAX_IPA_BITS && asked != ipaBits) {
            throw host.type().error(values, "expected a type that asks for the " + ipaBits + " bits that the tree of this machine has, or one that KVM refuses, found "
                    + type + ", which asks for " + asked);
        }
        return new ArmConfig.Host(paBits, vaBits, type);
    }
}
