package org.tablewalk.arch.x86;

import java.util.ArrayList;
import java.util.List;

/**
 * The role words of the debate: which fields a design stores and where (domain sections 2.2 and 2.3). What the fields mean, each design's own
 * listing says; here are only the bits. Where the thread gives no layout the alternatives begin at bit 18 (inferred).
 */
public enum RoleDesign {
    /** v5.17: nothing about passthrough is recorded. */
    V5_17("v5.17", false, true),
    /** glevel as posted in RFC V3, with pae_root. */
    GLEVEL_POSTED("glevel-posted", true, true, new Bits(RoleField.GLEVEL, 18, 4), new Bits(RoleField.PAE_ROOT, 22, 1)),
    /** The same with the missing line: glevel is 0 for direct pages. */
    GLEVEL_FIXED("glevel-fixed", true, true, new Bits(RoleField.GLEVEL, 18, 4), new Bits(RoleField.PAE_ROOT, 22, 1)),
    /** passthrough_delta read per shadow page: its level less glevel. */
    DELTA_PER_PAGE("delta-per-page", true, false, new Bits(RoleField.PASSTHROUGH_DELTA, 18, 2)),
    /** passthrough_delta read as the constant distance of the roots. */
    DELTA_OF_ROOTS("delta-of-roots", true, false, new Bits(RoleField.PASSTHROUGH_DELTA, 18, 2)),
    /** passthrough_levels; direct is dropped. */
    PASSTHROUGH_LEVELS("passthrough-levels", true, false, new Bits(RoleField.PASSTHROUGH_LEVELS, 18, 3)),
    /** target_level; direct is dropped. */
    TARGET_LEVEL("target-level", true, false, new Bits(RoleField.TARGET_LEVEL, 18, 3)),
    /** The CPU's mode bits, LA57 among them. */
    MODE_BITS("mode-bits", true, false, new Bits(RoleField.EFER_LMA, 18, 1), new Bits(RoleField.CR4_LA57, 19, 1)),
    /** The CPU's mode bits without LA57 in the page role: needs a stored passthrough bit. */
    MODE_BITS_NO_LA57("mode-bits-no-la57", true, false, new Bits(RoleField.EFER_LMA, 18, 1)),
    /** root_level. */
    ROOT_LEVEL("root-level", true, false, new Bits(RoleField.ROOT_LEVEL, 18, 3)),
    /** Mainline since v5.19: one bit. */
    MAINLINE("mainline", false, true, new Bits(RoleField.PASSTHROUGH, 18, 1));

    /**
     * Where a field lies.
     *
     * @param low   its lowest bit
     * @param width bits, at least 1
     */
    public record Bits(RoleField field, int low, int width) {
        /** The field's value in a word. */
        public int get(long word) {
            return (int) (word >>> low & (1L << width) - 1);
        }

        /** The word with the field set; bits of the value that do not fit are lost, as in a C bit field. */
        public long set(long word, long value) {
            long mask = (1L << width) - 1 << low;
            return word & ~mask | value << low & mask;
        }
    }

    private final String label;
    private final boolean expanded;
    private final boolean verified;
    private final List<Bits> layout;

    RoleDesign(String label, boolean expanded, boolean verified, Bits... own) {
        this.label = label;
        this.expanded = expanded;
        this.verified = verified;
        boolean modeBits = label.startsWith("mode-bits");
        boolean direct = !label.equals("passthrough-levels") && !label.equals("target-level");
        List<Bits> bits = new ArrayList<>();
        bits.add(new Bits(RoleField.LEVEL, 0, 4));
        bits.add(new Bits(modeBits ? RoleField.CR4_PAE : RoleField.HAS_4_BYTE_GPTE, 4, 1));
        bits.add(new Bits(RoleField.QUADRANT, 5, 2));
        if (direct) {
            bits.add(new Bits(RoleField.DIRECT, 7, 1));
        }
        bits.add(new Bits(RoleField.ACCESS, 8, 3));
        bits.add(new Bits(RoleField.INVALID, 11, 1));
        bits.add(new Bits(RoleField.EFER_NX, 12, 1));
        bits.add(new Bits(RoleField.CR0_WP, 13, 1));
        bits.add(new Bits(RoleField.SMEP_ANDNOT_WP, 14, 1));
        bits.add(new Bits(RoleField.SMAP_ANDNOT_WP, 15, 1));
        bits.add(new Bits(RoleField.AD_DISABLED, 16, 1));
        bits.add(new Bits(RoleField.GUEST_MODE, 17, 1));
        bits.addAll(List.of(own));
        bits.add(new Bits(RoleField.SMM, 24, 8));
        layout = List.copyOf(bits);
    }

    /** Its name in scenarios, listings and on screen, e.g. {@code glevel-posted}. */
    public String label() {
        return label;
    }

    /** Whether every level above the guest's root is a shadow page (level expanded), instead of special root pages. */
    public boolean expanded() {
        return expanded;
    }

    /** Whether the layout is known from code; else the placement of the design's own fields is inferred. */
    public boolean verified() {
        return verified;
    }

    /** The fields from bit 0 up. */
    public List<Bits> layout() {
        return layout;
    }

    /** Where a field lies, or null if the design has none of that name. */
    public Bits bits(RoleField field) {
        return layout.stream().filter(b -> b.field() == field).findFirst().orElse(null);
    }

    /** The value of a field, or 0 if the design does not store it. */
    public int get(long word, RoleField field) {
        Bits bits = bits(field);
        return bits == null ? 0 : bits.get(word);
    }

    /** The design of that label, or null. */
    public static RoleDesign of(String label) {
        for (RoleDesign d : values()) {
            if (d.label.equals(label)) {
                return d;
            }
        }
        return null;
    }
}
