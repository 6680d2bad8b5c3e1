package org.tablewalk.app.stage2;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.tablewalk.app.command.ListingFacts;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.arm64.AddressSplit;
import org.tablewalk.arch.arm64.SizeJump;
import org.tablewalk.arch.arm64.Sizes;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.Stage2Registers;

/**
 * What {@code geometry} answers.
 *
 * @param rootEntriesUsed  root descriptors that an address can select
 * @param rootAllocBytes   bytes that KVM allocates for the root
 * @param archRootBytes    bytes of it that hardware reads
 * @param entrySpanBytes   bytes that one root descriptor covers
 * @param vtcrWithoutPsVsHa the register without what the host decides
 * @param vttbr            fields for a root at address 0 and VMID 0: which bits hold what
 * @param jumps            sizes of this granule at which a level is added
 * @param address          what was split, or null
 * @param creation         what KVM_CREATE_VM makes of the size, or null
 */
record GeometryAnswer(String granule, int ipaBits, int levels, int startLevel, int rootEntriesUsed, int rootTables, long rootAllocBytes, long archRootBytes,
        int vttbrAlignLog2, long entrySpanBytes, int t0sz, int sl0, int tg0, String vtcrWithoutPsVsHa, boolean lpa2, String featureNeeded, int memcacheMinPages,
        boolean clampedToTwoLevels, List<Field> vtcr, List<Field> vttbr, List<Jump> jumps, String address, List<Part> split, Creation creation) {
    /** A field of a register. */
    record Field(int high, int low, String name, String value, String meaning) {}

    /** A level more: sizes below and above, and their root tables. */
    record Jump(int fromBits, int toBits, int fromLevels, int toLevels, int fromRootTables, int toRootTables) {}

    /**
     * Bits of an address.
     *
     * @param use   above, rootTable, index or offset
     * @param level of an index and of the root, else null
     */
    record Part(int high, int low, String use, Integer level, String value) {}

    /** What KVM_CREATE_VM makes of the size: bits or the name of an error, the VTCR_EL2 it wrote, the line that refused. */
    record Creation(String type, int limit, String era, Object result, String vtcr, ListingFacts.Line refusedAt) {}

    static GeometryAnswer of(Stage2Geometry g, Long address, Creation creation) {
        return new GeometryAnswer(g.granule().label(), g.ipaBits(), g.levels(), g.startLevel(), g.rootEntries(), g.rootTables(), g.rootBytes(), g.archRootBytes(),
                g.vttbrAlignLog2(), g.entrySize(g.startLevel()), g.t0sz(), g.sl0(), g.granule().tg0(), hex(g.vtcr()), g.lpa2(), g.featureNeeded(), g.memcacheMinPages(),
                g.clampedToTwoLevels(), fields(Stage2Registers.vtcr(g.vtcr())), fields(Stage2Registers.vttbr(0, g)),
                SizeJump.of(g.granule()).stream().map(j -> new Jump(j.below().ipaBits(), j.above().ipaBits(), j.below().levels(), j.above().levels(),
                        j.below().rootTables(), j.above().rootTables())).toList(),
                address == null ? null : hex(address), address == null ? null : AddressSplit.of(g, address).stream().map(GeometryAnswer::part).toList(), creation);
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static List<Field> fields(List<BitField> fields) {
        return fields.stream().map(f -> new Field(f.high(), f.low(), f.name(), hex(f.value()), f.meaning())).toList();
    }

    private static Part part(AddressSplit.Part p) {
        String use = switch (p.use()) {
            case ABOVE -> "above";
            case ROOT_TABLE -> "rootTable";
            case INDEX -> "index";
            case OFFSET -> "offset";
        };
        return new Part(p.high(), p.low(), use, p.level() < 0 ? null : p.level(), hex(p.value()));
    }

    void print(PrintWriter out) {
        out.println(granule + " granule, IPA space of " + ipaBits + " bits" + (lpa2 ? ", LPA2" : "") + (featureNeeded.equals("none") ? "" : "; needs " + featureNeeded));
        out.printf(Locale.ROOT, "  %-22s %d, from level %d to 3%s%n", "levels", levels, startLevel, clampedToTwoLevels ? " (the formula gives one; KVM's floor of two applies)"
                : "");
        out.printf(Locale.ROOT, "  %-22s %d of %,d entries, %s each%n", "root tables", rootTables, rootEntriesUsed, Sizes.text(entrySpanBytes));
        out.printf(Locale.ROOT, "  %-22s %s allocated, %s read by hardware, aligned to 2^%d%n", "root size", Sizes.text(rootAllocBytes), Sizes.text(archRootBytes), vttbrAlignLog2);
        out.printf(Locale.ROOT, "  %-22s %d%n", "pages kept for a fault", memcacheMinPages);
        for (var j : jumps) {
            out.printf(Locale.ROOT, "  %-22s %d to %d bits: %d levels become %d, %d root tables become %d%s%n", "jump", j.fromBits(), j.toBits(), j.fromLevels(), j.toLevels(), j
                    .fromRootTables(),
                    j.toRootTables(), ipaBits == j.fromBits() || ipaBits == j.toBits() ? "  <- here" : "");
        }
        out.println();
        out.println("VTCR_EL2 " + vtcrWithoutPsVsHa + ", without what the host decides (PS, VS, HA)");
        print(out, vtcr);
        out.println();
        out.println("VTTBR_EL2");
        print(out, vttbr);
        if (split != null) {
            out.println();
            out.println("address " + address);
            for (var p : split) {
                out.println("  %5s  %-18s %s (%s)".formatted(p.high() == p.low() ? "" + p.high() : p.high() + ":" + p.low(), label(p), p.value(), Long.toUnsignedString(Long
                        .parseUnsignedLong(p.value().substring(2), 16))));
            }
        }
        if (creation != null) {
            out.println();
            out.println("KVM_CREATE_VM with type " + creation.type() + " on Linux " + creation.era() + ", limit " + creation.limit() + " bits: "
                    + (creation.vtcr() != null ? creation.result() + " bits, VTCR_EL2 " + creation.vtcr()
                            : "-" + creation.result() + ", refused in " + creation.refusedAt().listing() + ":" + creation.refusedAt().number() + "  " + Terminal.plain(creation
                                    .refusedAt().text())));
        }
    }

    private static String label(Part p) {
        return switch (p.use()) {
            case "above" -> "above the space";
            case "rootTable" -> "root table";
            case "index" -> "index at level " + p.level();
            default -> "offset in the page";
        };
    }

    private static void print(PrintWriter out, List<Field> fields) {
        for (var f : fields) {
            out.println("  %5s  %-7s %-8s %s".formatted(f.high() == f.low() ? "" + f.high() : f.high() + ":" + f.low(), f.name(), f.value(), f.meaning()));
        }
    }
}
