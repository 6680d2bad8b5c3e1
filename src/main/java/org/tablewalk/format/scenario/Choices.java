package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.Move;

/**
 * Recorded moves as text. A move is a letter for its kind (R run, A arrive, D drain, W walker, S speculate, E evict), the actor's
 * number, {@code .n} for an alternative other than 0, and {@code *n} if it is made n times in a row: {@code R0*12 A1.2 R1}.
 */
public final class Choices {
    /** Most lines of choices in a file. */
    public static final int MAX_LINES = 10_000;

    private static final String LETTERS = "RADWSE";
    private static final int LINE = 110;
    private static final Pattern MOVE = Pattern.compile("([RADWSE])(\\d{1,2})(?:\\.(\\d{1,5}))?(?:\\*(\\d{1,13}))?");

    private static final Pattern WORD = Pattern.compile("[^ ]+");

    private Choices() {}

    /**
     * The moves of a schedule's lines.
     *
     * @throws FormatException at the word that is not a move
     */
    static RecordedMoves parse(String file, List<Quoted> lines) throws FormatException {
        int[] moves = new int[64];
        long[] ends = new long[64];
        int runs = 0;
        long count = 0;
        for (Quoted line : lines) {
            Matcher words = WORD.matcher(line.text());
            while (words.find()) {
                count += times(file, line, words.start(), words.group(), count);
                if (runs == moves.length) {
                    moves = Arrays.copyOf(moves, runs * 2);
                    ends = Arrays.copyOf(ends, runs * 2);
                }
                moves[runs] = move(words.group());
                ends[runs++] = count;
            }
        }
        return new RecordedMoves(Arrays.copyOf(moves, runs), Arrays.copyOf(ends, runs));
    }

    /** Checks the lines without keeping the moves. */
    static void check(String file, List<Quoted> lines) throws FormatException {
        parse(file, lines);
    }

    private static long times(String file, Quoted line, int at, String word, long before) throws FormatException {
        if (!isWord(word)) {
            throw new FormatException(file, line.line(), line.columnOf(at),
                    "expected a move such as R0, A3.1 or R2*14 (R, A, D, W, S or E, a CPU of 0..63, .alternative, *times), found '"
                            + (word.length() > 40 ? word.substring(0, 40) : word) + "'");
        }
        long times = times(word);
        if (times > Limits.STEPS - before) {
            throw new FormatException(file, line.line(), line.columnOf(at), "expected 1.." + Limits.STEPS
                    + " moves in all, found more");
        }
        return times;
    }

    /** Whether a word is a move, made once or more often. */
    public static boolean isWord(String word) {
        Matcher m = MOVE.matcher(word);
        return m.matches() && Integer.parseInt(m.group(2)) <= 63 && (m.group(3) == null || Integer.parseInt(m.group(3)) <= 0xffff) && times(word) > 0;
    }

    /** The move of a word. */
    public static int move(String word) {
        Matcher m = matched(word);
        return Move.of(LETTERS.indexOf(m.group(1)), Integer.parseInt(m.group(2)), m.group(3) == null ? 0 : Integer.parseInt(m.group(3)));
    }

    /** How often a word's move is made. */
    public static long times(String word) {
        Matcher m = matched(word);
        return m.group(4) == null ? 1 : Long.parseLong(m.group(4));
    }

    private static Matcher matched(String word) {
        Matcher m = MOVE.matcher(word);
        if (!m.matches()) {
            throw new IllegalArgumentException(word);
        }
        return m;
    }

    /** A move, made once or more often, as a word. */
    public static String word(int move, long times) {
        int alternative = Move.alternative(move);
        return LETTERS.charAt(Move.kind(move)) + Integer.toString(Move.actor(move)) + (alternative == 0 ? "" : "." + alternative)
                + (times == 1 ? "" : "*" + times);
    }

    /** Moves as lines of text, the inverse of reading them. */
    public static List<String> text(int[] moves) {
        var writer = new Writer();
        for (int move : moves) {
            writer.add(move);
        }
        return writer.lines();
    }

    /** Takes moves one by one and makes lines of them, so that a long run needs no array of its moves. */
    public static final class Writer {
        private final List<String> lines = new ArrayList<>();
        private final StringBuilder line = new StringBuilder();
        private int move;
        private long times;

        /** The next move. */
        public void add(int next) {
            if (times > 0 && next != move) {
                end();
            }
            move = next;
            times++;
        }

        /** Lines that are full. */
        public int count() {
            return lines.size();
        }

        /** All lines; nothing can be added afterwards. */
        public List<String> lines() {
            if (times > 0) {
                end();
            }
            if (!line.isEmpty()) {
                lines.add(line.toString());
            }
            return lines;
        }

        private void end() {
            String word = word(move, times);
            if (line.length() + word.length() >= LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            times = 0;
        }
    }
}
