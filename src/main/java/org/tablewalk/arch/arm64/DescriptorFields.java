package org.tablewalk.arch.arm64;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;

/**
 * Takes a stage-2 descriptor apart for a reader: every bit belongs to a field, and every field says what it means here.
 *
 * <p>This is the slow, explaining side of {@link Descriptor}; the machine never calls it.
 */
final class DescriptorFields {
    private final long word;
    private final int level;
    private final Granule granule;
    private final boolean lpa2;
    private final List<BitField> fields = new ArrayList<>();
    /** The highest bit that no field covers yet. */
    private int next = 63;

    private DescriptorFields(long word, int level, Granule granule, boolean lpa2) {
        this.word = word;
        this.level = level;
        this.granule = granule;
        this.lpa2 = lpa2 && granule != Granule.K64;
    }

    /** The fields of a word at a level, from bit 63 down to bit 0, without gaps. */
    static List<BitField> of(long word, int level, Granule granule, boolean lpa2) {
        if (level < granule.firstLevel() || level > 3) {
            throw new IllegalArgumentException(
                    "expected a level of " + granule.firstLevel() + "..3 for the " + granule.label() + " granule, found " + level);
        }
        var fields = new DescriptorFields(word, level, granule, lpa2);
        switch (Descriptor.kind(word, level)) {
            case "INV" -> fields.invalid();
            case "RES" -> fields.reserved();
            case "TBL" -> fields.table();
            default -> fields.leaf();
        }
        return List.copyOf(fields.fields);
    }

    private void invalid() {
        to(11, BitField.IGNORED, "Hardware ignores this while the entry is invalid; KVM up to v5.12 leaves the old entry's bits here.");
        to(10, "LOCKED", bit(10)
                ? "Ignored by hardware; KVM v6.2 and later lock an entry with this bit, KVM up to v5.12 leaves an old access flag here."
                : "Ignored by hardware; not locked by a KVM of v6.2 or later.");
        to(2, "owner", "Ignored by hardware; later KVM may keep an owner number here.");
        to(1, BitField.IGNORED, "Ignored by hardware because the entry is invalid.");
        to(0, "valid", "Invalid: any access through this entry takes a translation fault at level " + level + ".");
    }

    private void reserved() {
        to(2, BitField.IGNORED, "Not looked at, because bits 1:0 already make the entry fault.");
        to(1, "type", "Must be 1 at level 3; with 0 the word is reserved and faults like an invalid entry (inferred).");
        to(0, "valid", "Set, but together with type = 0 this is not a usable level-3 entry.");
    }

    private void table() {
        to(59, BitField.RES0, "Attributes for the next level exist at stage 1 only, so at stage 2 this should be 0 (inferred).");
        to(51, BitField.IGNORED, "Ignored in a table descriptor; software may use it (inferred).");
        addressAndBelow(granule.pageShift(), "next table", "Address of the level-" + (level + 1) + " table: "
                + hex(Descriptor.nextTable(word, granule, lpa2)) + ".");
        if (lpa2) {
            to(10, BitField.IGNORED, "Ignored in a table descriptor: a stage-2 table carries no attributes.");
            to(8, "next table[51:50]", "Bits 51:50 of the table's address, because LPA2 is in use.");
        }
        to(2, BitField.IGNORED, "Ignored in a table descriptor: a stage-2 table carries no attributes.");
        to(1, "type", "A table: translation goes on at level " + (level + 1) + ".");
        to(0, "valid", "Valid: hardware uses this entry.");
    }

    private void leaf() {
        to(63, BitField.IGNORED, "Ignored by hardware (inferred).");
        to(59, "PBHA", "Page-based hardware attributes where the CPU has them, otherwise ignored (inferred).");
        to(55, "SW", "Left to software; KVM keeps the size of a nested guest's own mapping here.");
        to(54, "XN", bit(54)
                ? "Not executable (with FEAT_XNX bit 53 refines this)."
                : "Executable (with FEAT_XNX bit 53 refines this).");
        to(53, "XN[0]", bit(53)
                ? "With FEAT_XNX: " + (bit(54) ? "XN = 11, executable at EL1 only" : "XN = 01, executable at EL0 only")
                        + "; without it this bit should be 0."
                : "With FEAT_XNX: " + (bit(54) ? "XN = 10, executable nowhere." : "XN = 00, executable at EL1 and EL0."));
        to(52, "contiguous", bit(52)
                ? "One of a run of adjacent entries that may share one TLB entry; KVM does not set this at stage 2."
                : "Not part of a contiguous run.");
        to(51, "DBM", bit(51)
                ? "A CPU that manages dirty state may set S2AP[1] by itself on a write."
                : "Hardware does not make this entry writable by itself.");
        leafAddress();
        to(11, "FnXS", "Matters for TLBIs with the nXS qualifier, on CPUs with FEAT_XS; otherwise should be 0.");
        to(10, "AF", bit(10)
                ? "Accessed: KVM sets this whenever it maps."
                : "Not accessed yet: using the entry takes an access-flag fault, unless hardware sets the flag.");
        if (lpa2) {
            to(8, "OA[51:50]", "Bits 51:50 of the output address, because LPA2 is in use; shareability comes from VTCR_EL2.SH0.");
        } else {
            to(8, "SH", shareability());
        }
        to(6, "S2AP", "Access: " + access() + ".");
        to(2, "MemAttr", memoryType());
        to(1, "type", level == 3
                ? "A page: 1 is the only value level 3 allows."
                : "A block of " + Sizes.text(granule.entrySize(level)) + ": translation ends here" + blockRemark() + ".");
        to(0, "valid", "Valid: hardware uses this entry.");
    }

    private void leafAddress() {
        var text = "Output address of this " + Sizes.text(granule.entrySize(level)) + (level == 3 ? " page" : " block") + ": "
                + hex(Descriptor.outputAddress(word, level, granule, lpa2)) + ".";
        addressAndBelow(granule.entryShift(level), "OA", text);
    }

    /** From the first bit under the attributes down to bit 12: reserved top, address, and what is left below the address. */
    private void addressAndBelow(int shift, String name, String meaning) {
        int top = lpa2 ? 49 : 47;
        to(top + 1, BitField.RES0, "Should be 0: above the address field of this format.");
        to(shift, name, meaning);
        boolean block = Descriptor.block(word, level);
        if (block) {
            to(17, BitField.RES0, "Should be 0: below the alignment of a " + Sizes.text(granule.entrySize(level)) + " block.");
            to(16, "nT", bit(16)
                    ? "Set while the block's size is being changed: a CPU with FEAT_BBM may fault on it, use it without "
                            + "caching it in a way that can clash, or, at level 2, ignore the bit (sources differ)."
                    : "Not set: an ordinary block; without FEAT_BBM this bit should be 0.");
        }
        if (granule == Granule.K64) {
            to(12, name + "[51:48]", "Bits 51:48 of the address, on CPUs with 52-bit physical addresses.");
        } else if (next >= 12) {
            to(12, BitField.RES0, "Should be 0: below the alignment of the address.");
        }
    }

    private String blockRemark() {
        return level < granule.minBlockLevel() ? "; KVM makes no blocks at this level, and few CPUs allow them" : "";
    }

    private String shareability() {
        return switch ((int) (word >>> Descriptor.SH_SHIFT & 3)) {
            case 0 -> "Non-shareable.";
            case 2 -> "Outer shareable.";
            case 3 -> "Inner shareable, as KVM writes it.";
            default -> "A reserved value.";
        };
    }

    private String access() {
        boolean r = Descriptor.readable(word);
        boolean w = Descriptor.writable(word);
        if (r) {
            return w ? "read and write" : "read only";
        }
        return w ? "write only" : "none";
    }

    private String memoryType() {
        return switch ((int) (word >>> Descriptor.MEMATTR_SHIFT & 0xF)) {
            case Descriptor.MEMATTR_NORMAL -> "Normal write-back; with FWB not a value KVM writes.";
            case Descriptor.MEMATTR_NORMAL_NC -> "Normal non-cacheable, with and without FWB.";
            case Descriptor.MEMATTR_DEVICE -> "Device-nGnRE; with FWB a device too.";
            case Descriptor.MEMATTR_FWB_NORMAL -> "With FWB: Normal write-back whatever stage 1 says; without it not a value KVM writes.";
            case 7 -> "With FWB: the memory type that stage 1 chose (inferred); without it not a value KVM writes.";
            default -> "Not a value KVM writes.";
        };
    }

    private boolean bit(int number) {
        return (word >>> number & 1) != 0;
    }

    /** Adds the field from the highest bit not covered yet down to {@code low}; does nothing if that is empty. */
    private void to(int low, String name, String meaning) {
        if (low > next) {
            return;
        }
        int width = next - low + 1;
        long mask = width == 64 ? -1L : (1L << width) - 1;
        fields.add(new BitField(next, low, name, word >>> low & mask, meaning));
        next = low - 1;
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
