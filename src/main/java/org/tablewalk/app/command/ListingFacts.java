package org.tablewalk.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.CallStack;
import org.tablewalk.machine.listing.Program;

/** Where a CPU stands in its listings, for answers about a machine of any kind. */
public final class ListingFacts {
    /** Most entries of a failed CPU's call stack that are told. */
    private static final int CALLS = 32;

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

    /**
     * A routine on a call stack.
     *
     * @param line  at which it stands
     * @param times how often it stands there in a row: a recursion
     */
    public record Call(String routine, Line line, int times) {
        /** The call as a line of text. */
        public String asText() {
            return "  in " + routine + ", " + line.listing() + ":" + line.number() + "  " + Terminal.plain(line.text()) + (times == 1 ? "" : "  (" + times + " times)");
        }
    }

    /**
     * Why and where a CPU failed.
     *
     * @param reason {@code error}: a handler returned it; {@code callStack}: used up; {@code misuse}: of memory, a page, a lock or a routine that is not there
     *               to be had; {@code unhandled}: an access failed that nobody handles; {@code otherTree}: VTCR_EL2 is not that of the machine's tree; {@code exit}: user space ended
     * @param line   at which it stands, or null
     * @param stack  the routines being run, innermost first
     */
    public record Failure(String reason, Line line, List<Call> stack) {
        /** The reason as the rest of a sentence about the CPU. */
        public String asText() {
            return switch (reason) {
                case "callStack" -> "its call stack is used up";
                case "misuse" -> "it asked for memory, a page, a lock or a routine that is not there to be had";
                case "unhandled" -> "a guest access failed and nobody handles it";
                case "otherTree" -> "VTCR_EL2 does not describe the tree that this machine walks";
                case "exit" -> "user space ended with it";
                default -> "the handler of an exception returned it";
            };
        }
    }

    /** Why and where a CPU failed: as {@link Halts} remembers it, with its frames, innermost first. */
    public static Failure failure(Program program, Halts halts, int cpu, List<CallStack.Frame> frames) {
        String reason = switch (halts.why(cpu)) {
            case Event.STACK -> "callStack";
            case Event.MISUSE -> "misuse";
            case Event.UNHANDLED -> "unhandled";
            case Event.OTHER_TREE -> "otherTree";
            case Event.EXITED -> "exit";
            default -> "error";
        };
        var calls = new ArrayList<Call>();
        for (var frame : frames) {
            var call = new Call(frame.routine().name(), line(program, frame.pc()), 1);
            var last = calls.isEmpty() ? null : calls.getLast();
            if (last != null && last.routine().equals(call.routine()) && last.line().equals(call.line())) {
                calls.set(calls.size() - 1, new Call(last.routine(), last.line(), last.times() + 1));
            } else {
                calls.add(call);
            }
        }
        return new Failure(reason, line(program, halts.op(cpu)), calls.subList(0, Math.min(CALLS, calls.size())));
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
