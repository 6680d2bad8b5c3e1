package org.tablewalk.check.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.Log;
import org.tablewalk.machine.Fault;

/**
 * Opens and closes broken windows and decides which faults in them are spurious.
 *
 * <p>A window belongs to one descriptor. It opens with the store that takes a descriptor from a value that translates to one that does
 * not (nT counts as not translating on hardware that faults on it), and closes with the next store to the same descriptor whose value
 * translates. Only a descriptor that is reachable from the root when it is broken opens one.
 *
 * <p>Spurious is only what one edit causes, that is what one CPU stores to the descriptor between two changes of its hold of the lock. A
 * translation fault whose deciding descriptor is in an open window is pending if the edit that opened it is not over and the tables as they
 * were just before permit the access. When the same edit closes the window, pending faults whose access the tables now permit are spurious.
 * If the edit ends before, the entry was taken away, by an unmap say, and no fault in the window is spurious, whoever maps there again. An
 * edit that never ends leaves its pending faults undecided.
 */
final class BrokenWindows {
    private static final int ADDRESS = 0;
    private static final int LEVEL = 1;
    private static final int IPA = 2;
    private static final int FROM = 3;
    private static final int TO = 4;
    private static final int WIDTH = 5;

    /** Told when a pending fault turns out to be spurious or not. */
    interface Verdict {
        /**
         * A fault is decided.
         *
         * @param cpu    that faulted
         * @param entry  address of the descriptor whose window it was
         * @param editor the CPU whose edit it was
         */
        void decided(int cpu, long position, long ipa, boolean spurious, long entry, int editor);
    }

    /** A fault in a window whose edit is not over. */
    private record Pending(int cpu, long position, long ipa, int access) {}

    /** An open window. {@code before} reads the tables as they were just before the break; {@code editor} is the CPU whose edit goes on, or -1. */
    private record Open(long root, long address, int level, long ipa, long from, int editor, Tables.Reading before, List<Pending> pending) {}

    /** Checkpoint. */
    record Saved(Log.Saved closed, List<Open> open) {}

    /** What decides verdicts to come: the open windows. Equal if they are, with the tables as they were before each break. */
    record Known(List<Open> open) {
        static final Known NOTHING = new Known(List.of());

        void write(DataOutput out, Tables tables) throws IOException {
            out.writeInt(open.size());
            for (Open o : open) {
                out.writeLong(o.root);
                out.writeLong(o.address);
                out.writeInt(o.level);
                out.writeLong(o.ipa);
                out.writeInt(o.editor);
                tables.write(o.before, out);
                out.writeInt(o.pending.size());
                for (Pending p : o.pending) {
                    out.writeInt(p.cpu);
                    out.writeLong(p.ipa);
                    out.writeInt(p.access);
                }
            }
        }

        static Known read(DataInput in, Tables tables) throws IOException {
            var windows = new ArrayList<Open>();
            for (int left = in.readInt(); left > 0; left--) {
                long root = in.readLong();
                long address = in.readLong();
                int level = in.readInt();
                long ipa = in.readLong();
                int editor = in.readInt();
                Tables.Reading before = tables.read(in);
                var pending = new ArrayList<Pending>();
                for (int faults = in.readInt(); faults > 0; faults--) {
                    pending.add(new Pending(in.readInt(), 0, in.readLong(), in.readInt()));
                }
                windows.add(new Open(root, address, level, ipa, 0, editor, before, pending));
            }
            return new Known(windows);
        }
    }

    private final Tables tables;
    private final Links links;
    private final Log closed = new Log(WIDTH);
    private final Log.Saved nothing = closed.save();
    private final List<Open> open = new ArrayList<>();
    private final Verdict verdict;

    BrokenWindows(Tables tables, Links links, Verdict verdict) {
        this.tables = tables;
        this.links = links;
        this.verdict = verdict;
    }

    Tables tables() {
        return tables;
    }

    /** Whether any window is open. */
    boolean anyOpen() {
        return !open.isEmpty();
    }

    /** A store of a CPU became visible. Gives 1 if it opened a window, -1 if it closed one, else 0. */
    int written(int cpu, long position, long address, long old, long value) {
        int change = 0;
        int index = open.isEmpty() ? -1 : find(address);
        if (index >= 0) {
            if (tables.translates(value, open.get(index).level())) {
                close(cpu, index, position);
                change = -1;
            }
        } else if (mayBreak(old, value) && links.find(address)
                && tables.translates(old, links.level()) && !tables.translates(value, links.level())) {
            open.add(new Open(links.root(), address, links.level(), links.ipa(), position, cpu, tables.keep(address, old), new ArrayList<>()));
            change = 1;
        }
        return change;
    }

    /** Cheap and level-blind: the old word is valid, and the new one is not, or is a block (which may have nT) or reserved. */
    private static boolean mayBreak(long old, long value) {
        return Descriptor.valid(old) && (value & (Descriptor.VALID | Descriptor.TYPE)) != (Descriptor.VALID | Descriptor.TYPE);
    }

    private int find(long address) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).address() == address) {
                return i;
            }
        }
        return -1;
    }

    /** A CPU takes the lock or gives it back: its edits are over, and the faults that waited for them are not spurious. */
    void editsEnd(int cpu) {
        for (int i = 0; i < open.size(); i++) {
            Open window = open.get(i);
            if (window.editor() == cpu) {
                open.set(i, new Open(window.root(), window.address(), window.level(), window.ipa(), window.from(), -1, window.before(), List.of()));
                window.pending().forEach(p -> verdict.decided(p.cpu(), p.position(), p.ipa(), false, window.address(), cpu));
            }
        }
    }

    private void close(int cpu, int index, long position) {
        Open window = open.remove(index);
        long[] row = closed.append();
        int at = closed.offset();
        row[at + ADDRESS] = window.address();
        row[at + LEVEL] = window.level();
        row[at + IPA] = window.ipa();
        row[at + FROM] = window.from();
        row[at + TO] = position;
        for (Pending p : window.pending()) {
            verdict.decided(p.cpu(), p.position(), p.ipa(), cpu == window.editor() && tables.permits(window.root(), p.ipa(), p.access()), window.address(), cpu);
        }
    }

    /**
     * A translation fault was raised.
     *
     * @param address the deciding descriptor
     * @return whether it is pending: it may turn out to be spurious
     */
    boolean faulted(int cpu, long position, long ipa, long address, long fault) {
        if (open.isEmpty()) {
            return false;
        }
        int index = find(address);
        if (index < 0 || open.get(index).editor() < 0 || !open.get(index).before().permits(open.get(index).root(), ipa, Fault.access(fault))) {
            return false;
        }
        var pending = new Pending(cpu, position, ipa, Fault.access(fault));
        if (!open.get(index).pending().contains(pending)) {
            open.get(index).pending().add(pending);
        }
        return true;
    }

    /** Faults that wait for the end of an edit. */
    int undecided() {
        return open.stream().mapToInt(o -> o.pending().size()).sum();
    }

    /** All windows so far, the closed ones in the order of their closing, then the open ones. The list does not change. */
    List<BrokenWindow> list() {
        Log.Saved rows = closed.save();
        List<BrokenWindow> tail = open.stream()
                .map(o -> new BrokenWindow(o.address(), o.level(), o.ipa(), tables.geometry().entrySize(o.level()), o.from(), -1)).toList();
        return new AbstractList<>() {
            @Override
            public BrokenWindow get(int index) {
                if (index >= rows.size()) {
                    return tail.get(index - rows.size());
                }
                int level = (int) rows.get(index, LEVEL);
                return new BrokenWindow(rows.get(index, ADDRESS), level, rows.get(index, IPA), tables.geometry().entrySize(level),
                        rows.get(index, FROM), rows.get(index, TO));
            }

            @Override
            public int size() {
                return rows.size() + tail.size();
            }
        };
    }

    Saved save() {
        return new Saved(closed.save(), copy(open));
    }

    void load(Saved saved) {
        closed.load(saved.closed());
        open.clear();
        open.addAll(copy(saved.open()));
    }

    /** What decides verdicts to come. A window whose edit is over decides none. */
    Known known() {
        return new Known(copy(open.stream().filter(window -> window.editor() >= 0).toList()));
    }

    /** Goes to what was known at another time. Closed windows decide nothing and are forgotten. */
    void recall(Known known) {
        closed.load(nothing);
        open.clear();
        open.addAll(copy(known.open()));
    }

    /** Only the lists of pending faults ever change, so only they are copied. */
    private static List<Open> copy(List<Open> windows) {
        if (windows.isEmpty()) {
            return List.of();
        }
        return windows.stream()
                .map(o -> new Open(o.root(), o.address(), o.level(), o.ipa(), o.from(), o.editor(), o.before(), new ArrayList<>(o.pending()))).toList();
    }
}
