package org.tablewalk.format.kvmmmu;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before an event on its line, in the three forms that differ only in what lies between the task and the time:
 * ftrace {@code comm-pid [cpu] flags time: event:}, with {@code (tgid)} on request; trace-cmd report the same with or without flags; perf script
 * {@code comm pid/tid [cpu] time: group:event:}, with the CPU only where it was recorded. A task's name may have spaces.
 *
 * @param task  name of the task, never empty
 * @param pid   its number
 * @param cpu   the CPU, or -1
 * @param nanos when, in the recorder's clock, in nanoseconds
 * @param event name of the event, without its group
 * @param body  where its text begins on the line
 */
public record LineHead(String task, int pid, int cpu, long nanos, String event, int body) {
    /** Characters in which a head must end. */
    private static final int LONGEST = 300;

    // The time is the first number with a dot that ends in a colon and has an event's name behind it. Bounded repeats: no line makes this slow.
    private static final Pattern TIME = Pattern.compile("\\s(\\d{1,10})\\.(\\d{3,9}):\\s{1,80}(?:[a-zA-Z_]\\w{0,63}:)?([a-zA-Z_]\\w{0,63}):(?=\\s|$)");
    private static final Pattern CPU = Pattern.compile("\\[(\\d{1,5})]");
    private static final Pattern FTRACE = Pattern.compile("\\s*(\\S.{0,63}?)-(\\d{1,9})(?:\\s*\\(\\s*[-\\d]{1,9}\\))?\\s*");
    private static final Pattern PERF = Pattern.compile("\\s*(\\S.{0,63}?)\\s+(\\d{1,9})(?:/(\\d{1,9}))?\\s*");

    /** The head of a line, or null if it has none. */
    static LineHead of(String line) {
        String start = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        Matcher time = TIME.matcher(start);
        if (!time.find()) {
            return null;
        }
        String before = start.substring(0, time.start());
        Matcher bracket = CPU.matcher(before);
        int cpu = -1;
        while (bracket.find()) {
            // The last one: a task may be called [x].
            cpu = Integer.parseInt(bracket.group(1));
            before = before.substring(0, bracket.start()) + " ".repeat(before.length() - bracket.start());
        }
        Matcher task = FTRACE.matcher(before);
        boolean perf = !task.matches();
        if (perf) {
            task = PERF.matcher(before);
            if (!task.matches()) {
                return null;
            }
        }
        String number = perf && task.group(3) != null ? task.group(3) : task.group(2);
        String fraction = (time.group(2) + "000000000").substring(0, 9);
        long nanos = Long.parseLong(time.group(1)) * 1_000_000_000L + Long.parseLong(fraction);
        return new LineHead(task.group(1), Integer.parseInt(number), cpu, nanos, time.group(3), time.end());
    }
}
