package org.tablewalk.check.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Cells;

/** The broken windows of a search: what is known of the open ones is a number in the judge's cells, so that it can be compared and taken back. */
final class JudgedWindows implements Windows {
    private final BrokenWindows windows;
    private final WindowStates states;
    private final Cells cells;
    private final int cell;
    /** The number of what {@link #windows} holds now. */
    private int loaded;

    JudgedWindows(Tables tables, Links links, WindowStates states, Cells cells, int cell, Found found) {
        this.states = states;
        this.cells = cells;
        this.cell = cell;
        windows = new BrokenWindows(tables, links, (cpu, at, ipa, spurious, entry, editor) -> {
            if (spurious) {
                found.add(Rule.SPURIOUS_FAULT, editor, entry, ipa, cpu);
            }
        });
    }

    /** Brings the windows to what the cells say: they may have been taken back, or on. */
    private void load() {
        int number = (int) cells.get(cell);
        if (number != loaded) {
            windows.recall(states.of(number));
            loaded = number;
        }
    }

    private void keep() {
        loaded = states.number(windows.known());
        cells.put(cell, loaded);
        // What no longer decides anything goes at once: the number says nothing of it, and another state of the same number has none of it.
        windows.recall(states.of(loaded));
    }

    @Override
    public void keep(DataOutput out) throws IOException {
        states.write(out, windows.tables());
    }

    @Override
    public void recall(DataInput in) throws IOException {
        states.read(in, windows.tables());
    }

    @Override
    public void written(int cpu, long address, long old, long value) {
        load();
        if (windows.written(cpu, 0, address, old, value) != 0) {
            keep();
        }
    }

    @Override
    public void editsEnd(int cpu) {
        if (cells.get(cell) != 0) {
            load();
            windows.editsEnd(cpu);
            keep();
        }
    }

    @Override
    public void faulted(int cpu, long ipa, long address, long fault) {
        if (cells.get(cell) != 0) {
            load();
            if (windows.faulted(cpu, 0, ipa, address, fault)) {
                keep();
            }
        }
    }
}
