package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.ScenarioReader;

/**
 * Reads what a callback does: {@code returns 0, changes nothing}, or clauses joined by {@code ;}, each
 *
 * <pre>
 * [on LEAF|TABLE_PRE|TABLE_POST] {at level [&lt;|&gt;]N | at visit N | at 0xADDRESS | with valid|invalid entry} ACTION {and ACTION}
 * returns -ERROR for LEAF|TABLE_PRE|TABLE_POST {at ...}
 * </pre>
 *
 * <p>with the actions {@code installs an empty table}, {@code writes a page|block}, {@code overwrites the entry with a page|block}, {@code clears the entry},
 * {@code frees the table}, {@code frees the table the entry names} and {@code returns -ERROR}. A clause without {@code on} is about the visits and the entries that the
 * clause before is about.
 */
final class CallbackReader {
    /** Most characters of a callback, and clauses. */
    static final int MAX_LENGTH = 4096;
    static final int MAX_CLAUSES = 32;
    private static final List<String> ERRORS = List.of("-EINTR", "-E2BIG", "-EAGAIN", "-ENOMEM", "-EFAULT", "-EINVAL", "-ERANGE");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+|\\S");
    private static final int ALL_LEVELS = 15;

    private final ScenarioReader reader;
    private final Stage2Geometry geometry;
    private final Quoted text;
    private final List<Quoted> words = new ArrayList<>();
    private int next;
    /** Of the clause that is being read. */
    private Visit visit;
    private Boolean valid;
    private int levels;
    private Long address;
    private long number;

    private CallbackReader(ScenarioReader reader, Stage2Geometry geometry, Quoted text) {
        this.reader = reader;
        this.geometry = geometry;
        this.text = text;
    }

    /**
     * The clauses of a callback; none if it does nothing.
     *
     * @throws FormatException at the first word that does not fit, or contradicts the tree's geometry
     */
    static List<Clause> read(ScenarioReader reader, Stage2Geometry geometry, Quoted text) throws FormatException {
        if (text.text().length() > MAX_LENGTH) {
            throw reader.error(text, "expected a callback of at most " + MAX_LENGTH + " characters, found " + text.text().length());
        }
        return new CallbackReader(reader, geometry, text).clauses();
    }

    private List<Clause> clauses() throws FormatException {
        for (Matcher m = WORD.matcher(text.text()); m.find();) {
            words.add(text.part(m.start(), m.end()));
        }
        if (words.stream().map(Quoted::text).toList().equals(List.of("returns", "0", ",", "changes", "nothing"))) {
            return List.of();
        }
        List<Clause> clauses = new ArrayList<>();
        do {
            if (clauses.size() == MAX_CLAUSES) {
                throw error("at most " + MAX_CLAUSES + " clauses");
            }
            clauses.add(clause());
        } while (accept(";"));
        if (next < words.size()) {
            throw error("';' or the end");
        }
        return List.copyOf(clauses);
    }

    private Clause clause() throws FormatException {
        int first = next;
        levels = ALL_LEVELS;
        address = null;
        number = 0;
        if (accept("on")) {
            visit = visit();
            valid = null;
        }
        places();
        List<Clause.Action> actions = new ArrayList<>();
        int from = next;
        do {
            actions.add(action());
        } while (accept("and"));
        if (actions.getLast() instanceof Clause.Return && accept("for")) {
            visit = visit();
            valid = null;
            places();
        }
        int possible = new CallbackChecks(reader, geometry).levels(words.get(from), visit, valid, levels, actions);
        int all = CallbackChecks.possible(geometry, visit);
        int begin = text.text().isEmpty() ? 0 : words.get(first).column() - text.column();
        int end = words.get(next - 1).column() - text.column() + words.get(next - 1).text().length();
        return new Clause(text.raw().substring(begin, end), visit, possible, possible == all, valid, address, number, List.copyOf(actions));
    }

    private Visit visit() throws FormatException {
        Quoted word = take("LEAF, TABLE_PRE or TABLE_POST");
        for (Visit v : Visit.values()) {
            if (v.name().equals(word.text())) {
                return v;
            }
        }
        next--;
        throw error("LEAF, TABLE_PRE or TABLE_POST");
    }

    private void places() throws FormatException {
        while (true) {
            if (accept("with")) {
                boolean is = accept("valid");
                if (!is) {
                    expect("invalid");
                }
                valid = is;
                expect("entry");
            } else if (accept("at")) {
                at();
            } else {
                return;
            }
        }
    }

    private void at() throws FormatException {
        if (accept("level")) {
            boolean below = accept("<");
            boolean above = !below && accept(">");
            int level = (int) number("a level of " + geometry.startLevel() + "..3", geometry.startLevel(), 3);
            int mask = below ? (1 << level) - 1 : above ? ALL_LEVELS & -1 << level + 1 : 1 << level;
            levels &= mask;
        } else if (accept("visit")) {
            number = number("the number of a visit, from 1", 1, Integer.MAX_VALUE);
        } else {
            long page = geometry.granule().bytes();
            String what = "an address such as 0x40000000 that is a multiple of 0x" + Long.toHexString(page) + " and below 0x" + Long.toHexString(geometry.limit());
            if (next == words.size() || !words.get(next).text().startsWith("0x")) {
                throw error("'level', 'visit' or " + what);
            }
            address = number(what, 0, geometry.limit() - 1);
            if (address % page != 0) {
                next--;
                throw error(what);
            }
        }
    }

    private Clause.Action action() throws FormatException {
        Quoted verb = take("what the callback does");
        return switch (verb.text()) {
            case "installs" -> {
                expect("an", "empty", "table");
                yield new Clause.PutTable();
            }
            case "writes" -> {
                expect("a");
                yield leaf();
            }
            case "overwrites" -> {
                expect("the", "entry", "with", "a");
                yield leaf();
            }
            case "clears" -> {
                expect("the", "entry");
                yield new Clause.Clear();
            }
            case "frees" -> {
                expect("the", "table");
                if (accept("the")) {
                    expect("entry", "names");
                    yield new Clause.FreeNamed();
                }
                yield new Clause.FreeTable();
            }
            case "returns" -> {
                if (next < words.size() && ERRORS.contains(words.get(next).text())) {
                    yield new Clause.Return(words.get(next++).text());
                }
                throw error("one of " + String.join(", ", ERRORS));
            }
            default -> {
                next--;
                throw error("'installs an empty table', 'writes a page', 'writes a block', 'overwrites the entry with a block', 'clears the entry', 'frees the table', "
                        + "'frees the table the entry names' or 'returns -EAGAIN'");
            }
        };
    }

    private Clause.Action leaf() throws FormatException {
        boolean page = accept("page");
        if (!page) {
            expect("block");
        }
        levels &= page ? 8 : 7;
        return new Clause.PutLeaf();
    }

    private long number(String what, long min, long max) throws FormatException {
        String word = take(what).text();
        try {
            long value = word.startsWith("0x") ? Long.parseUnsignedLong(word.substring(2), 16) : Long.parseLong(word);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of range.
        }
        next--;
        throw error(what);
    }

    private boolean accept(String word) {
        boolean is = next < words.size() && words.get(next).text().equals(word);
        next += is ? 1 : 0;
        return is;
    }

    private void expect(String... expected) throws FormatException {
        for (String word : expected) {
            if (!accept(word)) {
                throw error("'" + word + "'");
            }
        }
    }

    private Quoted take(String what) throws FormatException {
        if (next == words.size()) {
            throw error(what);
        }
        return words.get(next++);
    }

    private FormatException error(String expected) {
        boolean end = next >= words.size();
        Quoted at = end ? text.part(text.text().length(), text.text().length()) : words.get(next);
        return reader.error(at, "expected " + expected + " in the callback, found " + (end ? "its end" : "'" + at.text() + "'"));
    }
}
