package org.tablewalk.format.casemate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Supplier;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;
import org.tablewalk.machine.Machine;
import org.tablewalk.trace.casemate.ImportMap;

/**
 * An opened trace: its records, and machines that replay them. Immutable but for {@link #machine()}'s results; any thread may read it.
 *
 * <p>Numbers are hexadecimal, except ids, threads and source numbers, which are decimal. A line that begins with {@code !} ends the
 * records: with it the recording program, or a checker that wrote the file, claims what is wrong. What follows is not read.
 */
public final class CasemateTrace implements Supplier<Machine> {
    private static final int CLAIM_LENGTH = 400;

    private final String name;
    private final Records records;
    private final ImportMap map;
    private final Set<Spelling> spellings;
    private final String claim;
    private final int unread;
    // Follows from the records: threads that race for it compute the same.
    private String digest;

    private CasemateTrace(String name, Records records, ImportMap map, Set<Spelling> spellings, String claim, int unread) {
        this.name = name;
        this.records = records;
        this.map = map;
        this.spellings = Collections.unmodifiableSet(spellings);
        this.claim = claim;
        this.unread = unread;
    }

    /**
     * Opens a file.
     *
     * @throws FormatException if it is malformed or asks for too much
     * @throws IOException     if it cannot be read
     */
    public static CasemateTrace open(Path file) throws IOException {
        return open(file.toString(), TextInput.bytes(file, CasemateLimits.DEFAULT.bytes()));
    }

    /**
     * Opens bytes; they must not be changed afterwards.
     *
     * @param name what messages call them
     * @throws FormatException if they are malformed or ask for too much
     */
    public static CasemateTrace open(String name, byte[] bytes) throws FormatException {
        return open(name, bytes, CasemateLimits.DEFAULT);
    }

    static CasemateTrace open(String name, byte[] bytes, CasemateLimits limits) throws FormatException {
        if (bytes.length > limits.bytes()) {
            throw new FormatException(name, 1, 1, "expected at most " + limits.bytes() + " bytes, found more");
        }
        var text = new TraceText(name, bytes, limits.token());
        var parser = new RecordParser(text);
        var survey = new Survey(limits, text, parser);
        var records = new Records(text);
        String claim = null;
        int unread = 0;
        int line = 1;
        int counted = 0;
        int place = text.skipSpace(0);
        while (place < text.length()) {
            if (text.at(place) == '!' && text.startsLine(place)) {
                int end = text.lineEnd(place);
                claim = text.string(place + 1, Math.min(end, place + 1 + CLAIM_LENGTH)).strip().replaceAll("\\p{Cntrl}", "?");
                unread = text.length() - text.skipSpace(end);
                break;
            }
            if (records.count() == limits.records()) {
                throw text.error(place, "at most " + limits.records() + " records");
            }
            line += text.lineEnds(counted, place);
            counted = place;
            CasemateRecord made = parser.parse(place);
            records.add(place, line, made.origin().thread());
            survey.add(made);
            place = text.skipSpace(parser.end());
        }
        if (records.count() == 0) {
            throw text.error(place, "a record such as (mem-write (id 0) (tid 0) (mem-order plain) (address 0x1000) (value 0x0))");
        }
        return new CasemateTrace(name, records, survey.map(), EnumSet.copyOf(parser.spellings()), claim, unread);
    }

    /** Whether a file that begins like this can be a trace at all: its first character is a bracket. */
    public static boolean looksLike(byte[] start) {
        var text = new TraceText("", start, CasemateLimits.DEFAULT.token());
        return text.at(text.skipSpace(0)) == '(';
    }

    /** What the trace is called. */
    public String name() {
        return name;
    }

    /** Number of records, at least 1: the steps that a machine can make. */
    public int records() {
        return records.count();
    }

    /** The record that step {@code index} makes, {@code 0 <= index < records()}. */
    public CasemateRecord record(int index) {
        return records.get(records.parser(), index);
    }

    /** A record as it stands in the file, white space shortened: a line of this program's listing. */
    public String text(int index) {
        return records.written(records.parser(), index);
    }

    /** SHA-256 over all records as {@link #text} gives them, as hex: what stands for the trace in the hash of a run. Computed once. */
    public String digest() {
        String known = digest;
        if (known == null) {
            var sha = sha256();
            var parser = records.parser();
            for (int i = 0; i < records.count(); i++) {
                sha.update(records.written(parser, i).getBytes(StandardCharsets.UTF_8));
                sha.update((byte) '\n');
            }
            known = HexFormat.of().formatHex(sha.digest());
            digest = known;
        }
        return known;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The line of the file, from 1, on which a record starts. */
    public int line(int index) {
        return records.line(index);
    }

    /** The threads that occur, in ascending order. */
    public List<Integer> threads() {
        return map.threads();
    }

    /** How the trace is written, where producers differ. */
    public Set<Spelling> spellings() {
        return spellings;
    }

    /** What the trace itself says is wrong: its line that begins with {@code !}, without that. It is not this program's verdict. */
    public Optional<String> claim() {
        return Optional.ofNullable(claim);
    }

    /** Where everything lies among the cells of this trace's machines. */
    public ImportMap map() {
        return map;
    }

    /** A new machine before the first record. */
    public CasemateMachine machine() {
        return new CasemateMachine(map, records);
    }

    /** The same as {@link #machine()}. */
    @Override
    public Machine get() {
        return machine();
    }

    /** Sentences on what such a trace cannot show, and on what had to be assumed. They belong on screen for as long as it is open. */
    public List<String> limits() {
        var texts = ResourceBundle.getBundle("org.tablewalk.format.casemate.Texts", Locale.ROOT);
        var sentences = new ArrayList<String>();
        for (String key : List.of("tlb", "guest", "faults", "memory", "geometry", "invalidation", "order")) {
            sentences.add(texts.getString("limit." + key));
        }
        if (map.roots().isEmpty()) {
            sentences.add(texts.getString("limit.roots"));
        }
        if (unread > 0) {
            sentences.add(texts.getString("limit.unread").formatted(unread));
        }
        return List.copyOf(sentences);
    }
}
