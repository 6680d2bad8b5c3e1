package org.tablewalk.format.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;
import org.tablewalk.trace.dump.DumpTree;
import org.tablewalk.trace.dump.LeafRuns;

/**
 * Reads a dump: first line by line, then, when all columns are seen and their style is known, once more over what was read. A line that is
 * none of entries, or has other columns, is skipped and told; one that contradicts itself or another ends the reading.
 */
final class DumpReader {
    private static final Pattern HEAD = Pattern.compile("---\\[ (.{1,100}) ]---");
    private static final Pattern POSTED = Pattern.compile("IPA bits (\\d\\d) start lvl ([0-2])");
    private static final Pattern NUMBER = Pattern.compile(" *\\d{1,2} *");
    private static final int MOST_TOLD = 1000;
    private static final int USUAL_LINE = 64;

    private final String file;
    private final DumpLimits limits;
    private final DumpText text;
    private final RawLines raw;
    private final List<Skipped> skipped = new ArrayList<>();
    private int skippedLines;
    private String title;
    private int secondHead;
    private Given given;
    private boolean cut;

    DumpReader(String file, byte[] bytes, Given given, DumpLimits limits) throws FormatException {
        TextInput.checkSize(file, bytes.length, limits.bytes());
        this.file = file;
        this.limits = limits;
        this.given = given;
        text = new DumpText(file, bytes, limits);
        raw = new RawLines(Math.min(limits.lines(), bytes.length / USUAL_LINE));
    }

    Dump read() throws FormatException {
        while (text.nextLine()) {
            readLine();
        }
        if (raw.count == 0 && title == null) {
            throw nothing();
        }
        String[] texts = text.columns();
        int[] frequencies = raw.frequencies(texts.length);
        Looks looks = Looks.of(texts, frequencies);
        var evidence = new Shape.Evidence();
        var runs = runs(looks, texts, evidence);
        if (runs.count() == 0 && skippedLines > 0) {
            throw nothing();
        }
        Shape shape = Shape.of(evidence, given);
        if (shape == null) {
            throw new FormatException(file, raw.count == 0 ? 1 : raw.lines[raw.count - 1], 1, "expected ranges that fit a tree of KVM's"
                    + (given.any() ? " as " + given.from() + " tells of it (" + told() + ")" : "") + ": one granule of 4K, 16K or 64K, 32 to 52 bits"
                    + " of address, a root above all levels that occur; found levels and ranges that fit none");
        }
        runs = levelled(runs, shape.geometry().startLevel());
        DumpTree tree;
        try {
            tree = new DumpTree(shape.geometry(), runs, looks.words(), looks.known(), limits.tables());
        } catch (IllegalStateException e) {
            throw new FormatException(file, raw.lines[raw.count - 1], 1, "expected at most " + limits.tables() + " tables, found ranges that need more");
        }
        skipped.sort(Comparator.comparingInt(Skipped::line));
        return new Dump(file, title, tree, looks.style(), looks.exact(), shape, given, skipped, skippedLines);
    }

    private String told() {
        return (given.ipaBits() > 0 ? given.ipaBits() + " bits" : "") + (given.ipaBits() > 0 && given.startLevel() >= 0 ? ", " : "")
                + (given.startLevel() >= 0 ? "root of level " + given.startLevel() : "");
    }

    private FormatException nothing() {
        var first = skipped.isEmpty() ? new Skipped(1, 1, "0x and a start address", "") : skipped.getFirst();
        return new FormatException(file, first.line(), first.column(), "expected " + first.expected() + ", found '" + first.text()
                + "', and in no other line entries of stage 2 either");
    }

    private void readLine() throws FormatException {
        if (text.blank()) {
            return;
        }
        String expected = text.range();
        if (expected == null) {
            raw.add(text);
            cut = text.unended();
            return;
        }
        int column = text.column();
        String line = text.text();
        if (head(line)) {
            return;
        }
        if (text.unended() && raw.count > 0) {
            throw text.error(column, "expected " + expected + ", found the end of the file: the last line is cut off");
        }
        skip(text.line(), column, expected, line);
    }

    /** Heads, and before them the numbers that the kernel's other two files hold, as one command prints all three. */
    private boolean head(String line) {
        Matcher head = HEAD.matcher(line.strip());
        if (head.matches()) {
            Matcher posted = POSTED.matcher(head.group(1));
            if (posted.matches()) {
                given = new Given(bits(posted.group(1)), Integer.parseInt(posted.group(2)), "line " + text.line()).or(given);
            }
            secondHead = title != null && secondHead == 0 ? text.line() : secondHead;
            title = title == null ? head.group(1) : title;
            return true;
        }
        if (title != null || raw.count > 0 || !NUMBER.matcher(line).matches()) {
            return false;
        }
        int number = Integer.parseInt(line.strip());
        boolean levels = number <= 4;
        if (!levels && bits(line.strip()) == 0) {
            return false;
        }
        given = new Given(levels ? 0 : number, levels ? Given.startLevel(number) : -1, "line " + text.line()).or(given);
        return true;
    }

    private static int bits(String number) {
        int bits = Integer.parseInt(number);
        return bits >= 32 && bits <= 52 ? bits : 0;
    }

    private void skip(int line, int column, String expected, String found) {
        skippedLines++;
        if (skipped.size() < MOST_TOLD) {
            skipped.add(new Skipped(line, column, expected, found));
        }
    }

    /** The lines that are understood, checked against themselves and each other. */
    private LeafRuns runs(Looks looks, String[] texts, Shape.Evidence evidence) throws FormatException {
        var runs = new LeafRuns(raw.count);
        int variant = 0;
        for (int i = 0; i < raw.count; i++) {
            int look = raw.looks[i];
            boolean last = cut && i == raw.count - 1;
            String expected = "the columns of " + looks.style().word();
            if (last && texts[look].isBlank()) {
                skipRaw(i, "a line end: without one, columns may be cut off", "");
                continue;
            }
            if (last && !(looks.understood(look) && looks.exact(look))) {
                throw new FormatException(file, raw.lines[i], raw.columns[i], "expected " + expected + " to the last blank, found the end of the file: the last line is cut off");
            }
            if (!looks.understood(look)) {
                skipRaw(i, expected, texts[look]);
                continue;
            }
            check(i, runs);
            boolean leaf = (looks.bits(look) & Descriptor.VALID) != 0;
            checkEntries(i, looks.bits(look), leaf);
            boolean twin = runs.count() > 0 && runs.end() == raw.starts[i] && runs.level(runs.count() - 1) == raw.levels[i]
                    && runs.look(runs.count() - 1) >> 1 == look;
            variant = twin ? 1 - variant : 0;
            runs.add(raw.starts[i], raw.ends[i], raw.levels[i], 2 * look + variant);
            evidence.add(raw.levels[i], raw.starts[i], raw.ends[i], leaf, look == 0);
        }
        return runs;
    }

    private void skipRaw(int i, String expected, String columns) {
        skip(raw.lines[i], raw.columns[i], expected, String.format(Locale.ROOT, "0x%016x-0x%016x ... %s", raw.starts[i], raw.ends[i], columns.replaceAll("[^ -~]", "?")));
    }

    private void check(int i, LeafRuns runs) throws FormatException {
        long start = raw.starts[i];
        long end = raw.ends[i];
        if (raw.levels[i] == DumpText.WRONG) {
            throw problem(i, "expected a level of 0 to 3, found a higher one");
        }
        if (Long.compareUnsigned(start, end) >= 0) {
            throw problem(i, String.format(Locale.ROOT, "expected a range that ends after its start 0x%016x, found its end 0x%016x", start, end));
        }
        if (Long.compareUnsigned(end, 1L << 52) > 0) {
            throw problem(i, String.format(Locale.ROOT, "expected addresses up to 52 bits, found 0x%016x", end));
        }
        if (end - start != raw.sizes[i]) {
            throw problem(i, String.format(Locale.ROOT, "expected the size of the range, %d bytes, found another: %d", end - start, raw.sizes[i]));
        }
        if (start < runs.end()) {
            throw problem(i, String.format(Locale.ROOT, "expected a start at or behind the end of the line before, 0x%016x, found 0x%016x%s", runs.end(), start,
                    secondHead > 0 && secondHead < raw.lines[i] ? ": a second dump begins in line " + secondHead + "; one file holds one" : ""));
        }
    }

    /** The smallest granule has the smallest entries: what is not made of those fits none. */
    private void checkEntries(int i, long bits, boolean leaf) throws FormatException {
        int level = raw.levels[i];
        long entry = Granule.K4.entrySize(level == DumpText.ROOT ? 2 : level);
        if (((raw.starts[i] | raw.ends[i]) & entry - 1) != 0) {
            throw problem(i, String.format(Locale.ROOT, "expected a range of whole entries of level %s, at least 0x%x bytes each, found 0x%016x-0x%016x",
                    level == DumpText.ROOT ? "PGD" : level, entry, raw.starts[i], raw.ends[i]));
        }
        if (leaf && level != 3 && (bits & Descriptor.TYPE) != 0) {
            throw problem(i, "expected BLK in a line of valid entries above level 3, for those that are no blocks lead to tables; found none");
        }
        if (leaf && level == 0) {
            throw problem(i, "expected blocks at level 1 or 2, where KVM makes them, found some at level 0");
        }
    }

    private FormatException problem(int i, String message) {
        return new FormatException(file, raw.lines[i], 1, message);
    }

    /** The same runs with the level of the root where only its name was printed. */
    private static LeafRuns levelled(LeafRuns runs, int start) {
        boolean named = false;
        for (int i = 0; i < runs.count() && !named; i++) {
            named = runs.level(i) == DumpText.ROOT;
        }
        if (!named) {
            return runs;
        }
        var levelled = new LeafRuns(runs.count());
        for (int i = 0; i < runs.count(); i++) {
            levelled.add(runs.start(i), runs.end(i), runs.level(i) == DumpText.ROOT ? start : runs.level(i), runs.look(i));
        }
        return levelled;
    }
}
