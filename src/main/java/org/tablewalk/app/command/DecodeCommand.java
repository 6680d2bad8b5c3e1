package org.tablewalk.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk decode WORD}: a stage-2 descriptor bit by bit, at one level or at every level it could stand at. */
@Command(
        name = "decode",
        description = "Takes a stage-2 descriptor apart, bit by bit. What a word means depends on its level.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class DecodeCommand implements Callable<Integer> {
    private static final Pattern WORD = Pattern.compile("0[xX](?<prefixed>[0-9a-fA-F]{1,16})|(?<bare>[0-9a-fA-F]{16})");

    private final Terminal terminal;

    @ParentCommand
    private RootCommand root;

    @Parameters(
            paramLabel = "WORD",
            description = "64 bits: 0x and up to 16 hexadecimal digits, or 16 digits without 0x. Underscores are skipped.")
    private String wordText;

    @Option(names = "--level", paramLabel = "N", description = "The level the word stands at, 0..3 (64K: 1..3). Without it: every level.")
    private Integer level;

    @Option(names = "--granule", paramLabel = "SIZE", defaultValue = "4K", description = "4K, 16K or 64K. Default: ${DEFAULT-VALUE}.")
    private String granuleText;

    @Option(names = "--lpa2", description = "VTCR_EL2.DS is set: bits 9:8 are address bits. Not with 64K.")
    private boolean lpa2;

    public DecodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var decoding = decoding(word(), granule());
        terminal.answer(root.json(), decoding, () -> print(decoding));
        return ExitCode.DONE.number();
    }

    private long word() {
        var digits = WORD.matcher(wordText.replace("_", ""));
        if (!digits.matches()) {
            throw new InputException("decode: expected a 64-bit word such as 0x00400001402007fd (0x and up to 16 hexadecimal digits, "
                    + "or exactly 16 without 0x), found '" + wordText + "'");
        }
        var prefixed = digits.group("prefixed");
        return Long.parseUnsignedLong(prefixed != null ? prefixed : digits.group("bare"), 16);
    }

    private Granule granule() {
        try {
            var granule = Granule.of(granuleText);
            if (lpa2 && granule == Granule.K64) {
                throw new InputException("decode: --lpa2 goes with --granule 4K or 16K; 64K descriptors hold 52-bit addresses without it");
            }
            return granule;
        } catch (IllegalArgumentException e) {
            throw new InputException("decode: --granule: " + e.getMessage(), e);
        }
    }

    private Decoding decoding(long word, Granule granule) {
        if (level != null && (level < granule.firstLevel() || level > 3)) {
            throw new InputException("decode: --level: expected a level of " + granule.firstLevel() + "..3 for the " + granule.label()
                    + " granule, found " + level);
        }
        var levels = new ArrayList<Level>();
        for (int l = granule.firstLevel(); l <= 3; l++) {
            if (level == null || level == l) {
                levels.add(at(word, l, granule));
            }
        }
        return new Decoding(Json.hex(word), granule.label(), lpa2, levels);
    }

    private Level at(long word, int l, Granule granule) {
        boolean leaf = Descriptor.leaf(word, l);
        boolean table = Descriptor.table(word, l);
        var fields = new ArrayList<Field>();
        for (var f : Descriptor.fields(word, l, granule, lpa2)) {
            fields.add(new Field(f.high(), f.low(), f.name(), "0x" + Long.toHexString(f.value()), f.meaning(), f.suspicious()));
        }
        return new Level(
                l,
                Descriptor.kind(word, l),
                granule.entrySize(l),
                leaf ? Json.hex(Descriptor.outputAddress(word, l, granule, lpa2)) : null,
                table ? Json.hex(Descriptor.nextTable(word, granule, lpa2)) : null,
                leaf ? Permissions.text(Permissions.of(word)) : null,
                Descriptor.nT(word, l),
                fields);
    }

    private void print(Decoding decoding) {
        var out = terminal.out();
        out.println(decoding.word() + " as a stage-2 descriptor, " + decoding.granule() + " granule" + (lpa2 ? ", LPA2" : ""));
        for (var at : decoding.levels()) {
            out.println();
            out.println("level " + at.level() + ": " + at.kind() + ", " + summary(at));
            for (var f : at.fields()) {
                var bits = f.high() == f.low() ? "" + f.high() : f.high() + ":" + f.low();
                out.println("%c %5s  %-17s %-15s %s".formatted(f.suspicious() ? '!' : ' ', bits, f.name(), f.value(), f.meaning()));
            }
        }
    }

    private static String summary(Level at) {
        var size = Sizes.text(at.size());
        return switch (at.kind()) {
            case "PAGE", "BLK" -> size + " at " + at.outputAddress() + ", rights " + at.rights() + (at.nT() ? ", nT" : "");
            case "TBL" -> "the table at " + at.nextTable() + " covers " + size;
            case "RES" -> "a reserved word: " + size + " that fault";
            default -> "nothing mapped: " + size + " that fault";
        };
    }

    /**
     * The answer.
     *
     * @param word the word, 16 hexadecimal digits
     * @param granule 4K, 16K or 64K
     * @param lpa2 whether bits 9:8 were taken as address bits
     * @param levels the word at each level asked for, ascending
     */
    record Decoding(String word, String granule, boolean lpa2, List<Level> levels) {}

    /**
     * The word at one level.
     *
     * @param kind INV, TBL, BLK, PAGE or RES
     * @param size bytes that an entry of this level covers
     * @param outputAddress of a block or page, otherwise null
     * @param nextTable of a table, otherwise null
     * @param rights of a block or page, letters of RWX or -, otherwise null
     * @param nT whether this is a block with nT set
     * @param fields from bit 63 down to bit 0
     */
    record Level(
            int level, String kind, long size, String outputAddress, String nextTable, String rights, boolean nT, List<Field> fields) {}

    /**
     * One field of the word.
     *
     * @param value the field's bits, shifted down to bit 0, in hexadecimal
     * @param suspicious bits that should be zero are not
     */
    record Field(int high, int low, String name, String value, String meaning, boolean suspicious) {}
}
