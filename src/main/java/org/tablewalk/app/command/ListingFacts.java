package org.tablewalk.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.CallStack;
import org.tablewalk.machine.listing.Program;

/** Where a CPU stands in its listings, for answers about a machine of any kind. */
public final class ListingFacts {
    private ListingFacts() {}

    /** A line of a listing. */
    public record Line(String listing, int number, String text) {
        /** The line as what a CPU does next. */
        public String asNext(String routine) {
            return "  next: " + routine + ", " + listing + ":" + number + "  " + Terminal.plain(text);
        }
    }

    /** A routine being run, with the variables that have names. */
    public record Frame(String routine, Map<String, String> variables) {
        /** The frame as a line of text. */
        public String asText() {
            return "  in " + routine + variables.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** The line that holds an op, or null for -1. */
    public static Line line(Program program, int pc) {
        if (pc < 0) {
            return null;
        }
        var at = program.lines().get(program.lineOf()[pc]);
        return new Line(at.source(), at.number(), at.text().strip());
    }

    /** The name of the routine that holds an op, or null for -1. */
    public static String routine(Program program, int pc) {
        return pc < 0 ? null : program.routineAt(pc).name();
    }

    /** The frames of a call stack, innermost first. */
    public static List<Frame> stack(List<CallStack.Frame> frames) {
        return frames.stream().map(f -> frame(f.routine(), f.slots())).toList();
    }

    private static Frame frame(Program.Routine routine, long[] slots) {
        var variables = new LinkedHashMap<String, String>();
        var names = routine.slotNames();
        for (int i = 0; i < names.size() && i < slots.length; i++) {
            if (!names.get(i).isEmpty()) {
                variables.put(names.get(i), Json.hex(slots[i]));
            }
        }
        return new Frame(routine.name(), variables);
    }

    /** The word for an access kind of {@link Event}. */
    public static String kind(int access) {
        return switch (access) {
            case Event.READ -> "read";
            case Event.WRITE -> "write";
            default -> "execute";
        };
    }
}
