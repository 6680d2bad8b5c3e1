package org.tablewalk.format.casemate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.RecordedTrace;
import org.tablewalk.format.TextInput;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.trace.casemate.ImportMap;

/**
 * An opened casemate trace.
 *
 * <p>Numbers are hexadecimal, except ids, threads and source numbers, which are decimal. A line that begins with {@code !} ends the
 * records: with it the recording program, or a checker that wrote the file, claims what is wrong. What follows is not read.
 */
public final class CasemateTrace extends RecordedTrace {
    private static final int CLAIM_LENGTH = 400;

    private final Records records;
    private final ImportMap map;
    private final Set<Spelling> spellings;
    private final String claim;
    private final int unread;

    private CasemateTrace(String name, Records records, ImportMap map, Set<Spelling> spellings, String claim, int unread) {
        super(name);
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
        TextInput.checkSize(name, bytes.length, limits.bytes());
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

    @Override
    public int records() {
        return records.count();
    }

    /** The record that step {@code index} makes, {@code 0 <= index < records()}. */
    public CasemateRecord record(int index) {
        return records.get(records.parser(), index);
    }

    /** What is thrown when a record, although it is well formed, is none that its reader can use; the message names its place, what was expected and the record. */
    public FormatException refuse(int index, String expected) {
        return records.refuse(index, "expected " + expected + ", found " + text(index));
    }

    @Override
    public String text(int index) {
        return records.written(records.parser(), index);
    }

    @Override
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

    @Override
    public CasemateMachine machine() {
        return new CasemateMachine(map, records);
    }

    @Override
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
