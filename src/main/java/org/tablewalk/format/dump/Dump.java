package org.tablewalk.format.dump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.RecordedTrace;
import org.tablewalk.format.TextInput;
import org.tablewalk.trace.dump.DumpTree;
import org.tablewalk.trace.dump.LeafRuns;

/** An opened dump: one moment of one tree, and no record of how it came to be. */
public final class Dump extends RecordedTrace {
    /** Skipped lines that a sentence names. */
    private static final int MOST_NAMED = 5;
    private static final int SNIFFED_LINES = 8;
    private static final int PAGE_BITS = 12;

    private final String title;
    private final DumpTree tree;
    private final ColumnStyle style;
    private final boolean exact;
    private final Shape shape;
    private final Given given;
    private final List<Skipped> skipped;
    private final int skippedLines;

    Dump(String name, String title, DumpTree tree, ColumnStyle style, boolean exact, Shape shape, Given given, List<Skipped> skipped, int skippedLines) {
        super(name);
        this.title = title;
        this.tree = tree;
        this.style = style;
        this.exact = exact;
        this.shape = shape;
        this.given = given;
        this.skipped = List.copyOf(skipped);
        this.skippedLines = skippedLines;
    }

    /**
     * Opens a file. If it has the name that the kernel gives it, the files {@code ipa_range} and {@code stage2_levels} beside it count.
     *
     * @throws FormatException if it is malformed, contradicts itself or asks for too much
     * @throws IOException     if it cannot be read
     */
    public static Dump open(Path file) throws IOException {
        return new DumpReader(file.toString(), TextInput.bytes(file, DumpLimits.DEFAULT.bytes()), Given.beside(file), DumpLimits.DEFAULT).read();
    }

    /** The dump in a folder that is, or was copied from, a VM's among the kernel's debug files. */
    public static Optional<Path> in(Path folder) {
        return Optional.of(folder.resolve(Given.NAME)).filter(Files::isRegularFile);
    }

    /**
     * Opens bytes.
     *
     * @param name what messages call them
     * @throws FormatException if they are malformed, contradict themselves or ask for too much
     */
    public static Dump open(String name, byte[] bytes) throws FormatException {
        return open(name, bytes, DumpLimits.DEFAULT);
    }

    static Dump open(String name, byte[] bytes, DumpLimits limits) throws FormatException {
        return new DumpReader(name, bytes, Given.NOTHING, limits).read();
    }

    /** Whether a file that begins like this can be a dump: one of its first lines is a head of one, or tells a range and a size. */
    public static boolean looksLike(byte[] start) {
        var text = new DumpText("", start, DumpLimits.DEFAULT);
        try {
            for (int i = 0; i < SNIFFED_LINES && text.nextLine(); i++) {
                if (text.range() == null || text.text().matches("---\\[ .*IPA.* ]---\\s*")) {
                    return true;
                }
            }
        } catch (FormatException e) {
            // A line as long as that is none of a dump's.
            return false;
        }
        return false;
    }

    /** What the dump's head calls it, or null if it has none. */
    public String title() {
        return title;
    }

    /** Whether the last run is told, as new kernels do: the lines come to the end of the addresses. */
    public boolean whole() {
        return tree.runs().end() == tree.geometry().limit();
    }

    /** The tree. */
    public DumpTree tree() {
        return tree;
    }

    /** The columns that are printed. */
    public ColumnStyle style() {
        return style;
    }

    /** The lines that were not understood, the first 1000 of them. */
    public List<Skipped> skipped() {
        return skipped;
    }

    /** How many lines were not understood. */
    public int skippedLines() {
        return skippedLines;
    }

    /** No step leads here. */
    @Override
    public int records() {
        return 0;
    }

    @Override
    public String text(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int line(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public DumpMachine machine() {
        return new DumpMachine(content().asLongBuffer());
    }

    /** Whether granule and size are known and not assumed. */
    public boolean shapeCertain() {
        return shape.fitting().size() == 1;
    }

    /** What is known, whatever way it is written: for the digest. */
    @Override
    protected byte[] summary() {
        LeafRuns runs = tree.runs();
        Stage2Geometry geometry = tree.geometry();
        var out = new Compact(8 * runs.count() + 64);
        out.number(geometry.granule().ordinal());
        out.number(geometry.ipaBits());
        out.number(style.ordinal());
        out.number(skippedLines);
        for (long word : tree.words()) {
            out.number(word);
        }
        long end = 0;
        for (int i = 0; i < runs.count(); i++) {
            out.number(runs.start(i) - end >>> PAGE_BITS);
            end = runs.end(i);
            out.number(end - runs.start(i) >>> PAGE_BITS);
            out.number(runs.level(i));
            out.number(runs.look(i));
        }
        return out.bytes();
    }

    private ByteBuffer content() {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digest()));
    }

    @Override
    public List<String> limits() {
        var texts = ResourceBundle.getBundle("org.tablewalk.format.dump.Texts", Locale.ROOT);
        var sentences = new ArrayList<String>();
        Stage2Geometry geometry = tree.geometry();
        sentences.add(texts.getString("limit.addresses"));
        sentences.add(texts.getString("limit.bits"));
        sentences.add(texts.getString(shape.granuleCertain() ? "limit.granule" : "limit.granule.assumed").formatted(geometry.granule().label(),
                shape.fitting().stream().map(g -> g.granule().label()).distinct().collect(Collectors.joining(", "))));
        int[] sizes = shape.sizes();
        if (given.any()) {
            sentences.add(texts.getString("limit.given").formatted(given.from()));
        }
        var starts = shape.starts().stream().map(String::valueOf).collect(Collectors.joining(", "));
        sentences.add(texts.getString(shape.starts().size() == 1 ? "limit.start" : "limit.start.assumed").formatted(geometry.startLevel(), starts));
        sentences.add(texts.getString(sizes[0] == sizes[1] ? "limit.size" : "limit.size.assumed").formatted(geometry.ipaBits(), sizes[0], sizes[1]));
        if (!whole()) {
            sentences.add(texts.getString("limit.tail").formatted(tree.runs().end()));
        }
        if (style == ColumnStyle.X_SWAPPED) {
            sentences.add(texts.getString("limit.swapped"));
        }
        sentences.add(texts.getString(exact ? "limit.style" : "limit.style.blanks").formatted(style.word()));
        if (skippedLines > 0) {
            String named = skipped.stream().limit(MOST_NAMED).map(s -> texts.getString("limit.skipped.line").formatted(s.line(), s.expected()))
                    .collect(Collectors.joining("; "));
            sentences.add(texts.getString("limit.skipped").formatted(skippedLines, named + (skippedLines > MOST_NAMED ? "; ..." : "")));
        }
        sentences.add(texts.getString("limit.moment"));
        return List.copyOf(sentences);
    }
}
