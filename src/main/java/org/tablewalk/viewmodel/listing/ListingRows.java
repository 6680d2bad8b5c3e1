package org.tablewalk.viewmodel.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import org.tablewalk.machine.listing.Disassembler;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;

/**
 * The listing of every CPU as rows. The CPU with the focus shows a stretch of its routine, the others their last and next lines; each
 * shows the same number of lines at every step, so that the rows below do not jump more than they must.
 */
public final class ListingRows {
    /** Lines shown of the CPU with the focus, and of the others together. */
    private static final int FOCUS_LINES = 11;
    private static final int OTHER_LINES = 12;
    /** Instructions shown under a line. */
    private static final int INSTRUCTIONS = 6;
    /** Records of an imported trace shown before and after the place. */
    private static final int RECORDS = 14;

    /** What there is to say of a line. */
    public interface Remarks {
        /**
         * Where it stands, and what it was.
         *
         * @param index of the line in its program
         */
        ListingRow.Place on(Program.Line line, int index);
    }

    private static final Pattern WIDE_GAP = Pattern.compile(" {3,}");

    private final StepRecord step;
    private final int cpus;
    private final Messages messages;
    private final int focus;
    private final Remarks remarks;
    private final List<ListingRow> rows = new ArrayList<>();
    private Program program;
    private Intrinsics intrinsics;

    private ListingRows(StepRecord step, int cpus, Messages messages, int focus, Remarks remarks) {
        this.step = step;
        this.remarks = remarks;
        this.cpus = cpus;
        this.messages = messages;
        this.focus = focus;
    }

    /**
     * The rows of a listing.
     *
     * @param step  that led to the moment, or null
     * @param cpus  of the machine
     * @param focus the CPU of which most is shown
     * @param remarks on lines
     */
    public static List<ListingRow> of(Listing listing, StepRecord step, int cpus, Messages messages, int focus, Remarks remarks) {
        var rows = new ListingRows(step, cpus, messages, focus, remarks);
        switch (listing) {
            case Listing.Code c -> rows.machine(c.program(), c.intrinsics(), c.cpus());
            case Listing.Records r -> rows.records(r.next(), r.count(), r.lane(), r.number(), r.told());
            case Listing.None n -> {}
        }
        return rows.rows;
    }

    /** The listings of a machine of any kind. */
    private void machine(Program code, Intrinsics called, List<ListingCpu> running) {
        program = code;
        intrinsics = called;
        int others = Math.clamp(cpus < 2 ? 1 : OTHER_LINES / (cpus - 1), 1, 4);
        for (ListingCpu c : running) {
            int done = step != null && step.cpu() == c.cpu() ? step.pcBefore() : -1;
            int around = c.pc() >= 0 ? c.pc() : done;
            String where = around < 0 ? "" : messages.text(c.place(), program.routineAt(around).name());
            rows.add(new ListingRow(ListingRow.Kind.ACTOR, c.cpu(), messages.text("cpu", c.cpu()), where, ListingRow.Mark.NONE, c.note()));
            if (around >= 0) {
                lines(c, around, done, c.cpu() == focus ? FOCUS_LINES : others);
            }
        }
    }

    private void lines(ListingCpu c, int pc, int done, int count) {
        Program.Routine routine = program.routineAt(pc);
        // A vCPU that failed stands at an instruction that it will never make.
        int next = c.pc() < 0 || c.failed() ? -1 : program.lineOf()[c.pc()];
        int last = done < 0 ? -1 : program.lineOf()[done];
        int at = program.lineOf()[pc];
        int from = Math.max(routine.firstLine(), Math.min(at - (count - 1) / 2, routine.lastLine() - count + 1));
        int to = Math.min(routine.lastLine(), from + count - 1);
        boolean elsewhere = last >= 0 && (last < from || last > to);
        if (elsewhere) {
            line(c.cpu(), last, ListingRow.Mark.DONE);
            rows.add(new ListingRow(ListingRow.Kind.GAP, c.cpu(), "", "\u22ee", ListingRow.Mark.NONE, ""));
        }
        for (int i = from; i <= to; i++) {
            boolean isNext = i == next;
            boolean isDone = i == last;
            line(c.cpu(), i, isDone ? ListingRow.Mark.DONE : isNext ? ListingRow.Mark.NEXT : ListingRow.Mark.NONE);
            if (c.cpu() == focus && (isNext || isDone)) {
                instructions(c, i, isDone ? done : -1, isNext ? c.pc() : -1);
            }
        }
    }

    private void line(int cpu, int index, ListingRow.Mark mark) {
        Program.Line line = program.lines().get(index);
        ListingRow.Place place = remarks.on(line, index);
        rows.add(new ListingRow(ListingRow.Kind.LINE, cpu, Integer.toString(line.number()), indented(place.removed(line.text()) ? place.was() : line.text()), mark,
                mark == ListingRow.Mark.NEXT && cpu != focus ? messages.text("listing.next") : "", place));
    }

    /** A line with half its indentation, and comments nearer to their code: the pane is narrow. */
    private static String indented(String text) {
        String line = text.stripTrailing();
        int indent = line.length() - line.stripLeading().length();
        return " ".repeat(indent / 2) + WIDE_GAP.matcher(line.stripLeading()).replaceAll("  ");
    }

    /** The instructions compiled from a line, around the one just executed and the one that comes. */
    private void instructions(ListingCpu c, int line, int done, int next) {
        int place = next >= 0 ? next : done;
        int from = place;
        while (from > 0 && program.lineOf()[from - 1] == line && place - from < INSTRUCTIONS / 2) {
            from--;
        }
        for (int pc = from; pc < program.ops() && program.lineOf()[pc] == line && pc < from + INSTRUCTIONS; pc++) {
            rows.add(new ListingRow(ListingRow.Kind.INSTRUCTION, c.cpu(), "", Disassembler.text(program, intrinsics, pc),
                    pc == done ? ListingRow.Mark.DONE : pc == next ? ListingRow.Mark.NEXT : ListingRow.Mark.NONE,
                    pc == next ? messages.text("listing.next") : ""));
        }
    }

    /** Records around the place; told by their index. */
    private void records(int next, int count, IntUnaryOperator lane, IntUnaryOperator number, IntFunction<String> told) {
        rows.add(new ListingRow(ListingRow.Kind.ACTOR, 0, messages.text("listing.records"), messages.text("listing.recordCount", Numbers.grouped(count)),
                ListingRow.Mark.NONE, ""));
        int from = Math.max(0, Math.min(next - RECORDS / 2, count - 2 * RECORDS));
        for (int i = from; i < Math.min(from + 2 * RECORDS, count); i++) {
            var mark = i == next - 1 ? ListingRow.Mark.DONE : i == next ? ListingRow.Mark.NEXT : ListingRow.Mark.NONE;
            rows.add(new ListingRow(ListingRow.Kind.LINE, lane.applyAsInt(i), Integer.toString(number.applyAsInt(i)), told.apply(i), mark,
                    i == next ? messages.text("listing.next") : ""));
        }
    }
}
