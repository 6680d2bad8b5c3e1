package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Machine;

/**
 * A machine whose CPUs run listings: its cells, and what runs the next op of a CPU. What ops do to memory and hardware, and which moves there are
 * besides, is each machine's own.
 */
public abstract class ListingMachine implements Machine {
    protected final Cells cells;
    protected final Bus bus = new Bus();
    protected final Cpus running;
    protected final Interpreter interpreter;
    private final ListingMap map;
    private final int[] code;
    private final int[] slots;
    private final int[] slotsAt;
    private final int[] lines;

    /** All cells zero. */
    protected ListingMachine(ListingMap map) {
        this.map = map;
        lines = map.program().lineOf();
        cells = new Cells(map.layout().size(), map.layout().farSize());
        running = new Cpus(cells, map, bus);
        interpreter = new Interpreter(map.program(), cells, map.plan(), bus);
        code = map.program().code();
        slots = map.program().routines().stream().mapToInt(Program.Routine::slots).toArray();
        slotsAt = new int[map.program().ops()];
        for (Program.Routine routine : map.program().routines()) {
            Arrays.fill(slotsAt, routine.entry(), routine.end(), routine.slots());
        }
    }

    @Override
    public final Cells cells() {
        return cells;
    }

    @Override
    public final Layout layout() {
        return map.layout();
    }

    @Override
    public final int cpus() {
        return map.cpus();
    }

    @Override
    public final int pc(int cpu) {
        return interpreter.pc(cpu);
    }

    @Override
    public final int line(int cpu) {
        int pc = interpreter.pc(cpu);
        return pc < 0 ? -1 : lines[pc];
    }

    @Override
    public final boolean local(int cpu) {
        return running.runs(cpu) && local(map.plan(), cpu, interpreter.pc(cpu));
    }

    /**
     * An op is a CPU's own affair that asks nothing of the machine, reads and writes no shared variable, does not leave what an exception or the start of the run entered, and does
     * not stop the CPU.
     */
    private boolean local(ListingPlan plan, int cpu, int pc) {
        int at = pc * Op.WORDS;
        return switch (pc < 0 ? Op.SYSTEM : code[at]) {
            case Op.SYSTEM, Op.LOAD_SHARED, Op.STORE_SHARED -> false;
            case Op.RET -> cells.get(plan.stackCell(cpu, (int) cells.get(plan.fp(cpu)))) >= 0;
            case Op.CALL -> fits(plan, cpu, pc, code[at + 2]);
            case Op.CALL_REFERENCE -> fits(plan, cpu, pc, operand(plan, cpu, code[at + 2]));
            default -> true;
        };
    }

    /** Whether there is such a routine and the stack has room for its frame. */
    private boolean fits(ListingPlan plan, int cpu, int pc, long routine) {
        long frame = cells.get(plan.fp(cpu)) + 1 + slotsAt[pc];
        return routine >= 0 && routine < slots.length && frame + 1 + slots[(int) routine] <= plan.stack();
    }

    private long operand(ListingPlan plan, int cpu, int x) {
        return x >= 0 ? cells.get(plan.stackCell(cpu, (int) cells.get(plan.fp(cpu)) + 1 + x)) : map.program().constants()[~x];
    }

    @Override
    public final long live() {
        long live = 0;
        for (int cpu = 0; cpu < cpus(); cpu++) {
            live |= running.lives(cpu) ? 1L << cpu : 0;
        }
        return live;
    }

    @Override
    public final List<String> calls(int cpu) {
        List<String> calls = new ArrayList<>();
        ListingPlan plan = map.plan();
        int pc = interpreter.pc(cpu);
        int fp = (int) cells.get(plan.fp(cpu));
        while (pc >= 0) {
            int routine = interpreter.routineAt(pc);
            long header = cells.get(plan.stackCell(cpu, fp));
            pc = (int) header - 1;
            fp = (int) (header >>> 32) & 0x7fffffff;
            boolean outermost = header < 0;
            if (outermost && pc < 0 && guest(routine)) {
                return List.of();
            }
            calls.addFirst(map.program().routines().get(routine).name());
            if (outermost) {
                break;
            }
        }
        return calls;
    }

    /** Whether a CPU that starts with this routine starts in its guest. */
    protected abstract boolean guest(int routine);

    @Override
    public final void attach(EventSink sink) {
        bus.attach(sink);
    }

    /** Executes the next op of a CPU. */
    protected final void execute(int cpu, Interpreter.Platform platform) {
        switch (interpreter.step(cpu, platform)) {
            case Interpreter.LEFT -> {
                if (interpreter.pc(cpu) < 0) {
                    halt(cpu, 0, Event.RETURNED);
                } else {
                    handled(cpu, interpreter.returned());
                }
            }
            case Interpreter.OVERFLOW -> halt(cpu, -Cpus.EFAULT, Event.STACK);
            case Interpreter.NOWHERE -> halt(cpu, -Cpus.EFAULT, Event.MISUSE);
            default -> {}
        }
    }

    /** The routine that an exception or exit entered has returned a value. */
    protected abstract void handled(int cpu, long value);

    /** Stops a CPU for good; see {@link Cpus#halt}. */
    protected void halt(int cpu, long exit, int why) {
        running.halt(cpu, exit, why);
    }
}
