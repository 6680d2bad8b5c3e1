package org.tablewalk.toy;

import java.util.List;
import java.util.stream.IntStream;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.viewmodel.Numbers;

/** The TLB of a toy machine: the slots that are filled. */
record ToyTlb(ToyReading reading) implements TlbTable {
    private List<Integer> slots() {
        return IntStream.range(0, ToyMap.ENTRIES).filter(slot -> reading.state().cached(slot) >= 0).boxed().toList();
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column(reading.messages().text("toy.tlb.slot"), 40, false), new Column(reading.messages().text("toy.tlb.page"), 120, false),
                new Column(reading.messages().text("toy.tlb.target"), 120, false));
    }

    @Override
    public int size() {
        return slots().size();
    }

    @Override
    public int stale() {
        return (int) slots().stream().filter(reading.state()::stale).count();
    }

    private State state(int slot) {
        var step = reading.frame().step();
        var filled = step == null ? null : step.event(Event.TLB_FILL);
        return reading.state().stale(slot) ? State.STALE : filled != null && filled.a() == slot ? State.NEW : State.AGREES;
    }

    @Override
    public Cell cell(int index) {
        Line line = line(index);
        return new Cell(line.slot(), line.cells().get(1), line.cells().get(2), "", line.state(), false, story(line.state()), line.tip());
    }

    /** Its one walk and its one store leave nothing to be asked. */
    private static Story story(State state) {
        return new Story(-1, -1, -1, state == State.STALE ? StaleWhy.ELSEWHERE : null, -1, 0);
    }

    @Override
    public int capacity() {
        return ToyMap.ENTRIES;
    }

    @Override
    public int slot(int index) {
        return slots().get(index);
    }

    @Override
    public boolean stale(int index) {
        return reading.state().stale(slot(index));
    }

    @Override
    public long source(int index) {
        return reading.state().entryOf(reading.state().cached(slot(index)));
    }

    @Override
    public long used(int index) {
        return -1;
    }

    @Override
    public List<Cell> gone() {
        return List.of();
    }

    @Override
    public Line line(int index) {
        int slot = slots().get(index);
        String page = Numbers.hex(reading.state().cached(slot));
        String target = Numbers.hex(ToyState.target(reading.state().held(slot)));
        return new Line(slot, List.of(Integer.toString(slot), page, target), state(slot), reading.messages().text("toy.tlb.tip", slot, page, target));
    }
}
