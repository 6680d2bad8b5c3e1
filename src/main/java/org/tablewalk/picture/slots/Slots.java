package org.tablewalk.picture.slots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which entries of a table stand in its slots, from the top by rising index. An entry that is shown keeps its slot. One that begins to
 * matter takes the place of neighbours that do not, and shifts nothing; where entries are left out between two slots a slot stays free for
 * what tells about them, if there is one. In slots that nothing claims the first and the last entries are shown, and what follows a shown one.
 */
final class Slots {
    /** Slots of which nothing matters that a new entry takes besides its own, so that what comes after it is shown too. */
    private static final int COMPANY = 3;
    static final int NONE = -1;

    private final int entries;
    /** How much each entry matters; one that is not in it does not, nor does one with 0, which is only shown rather than others. */
    private final Map<Integer, Integer> interest;
    private final List<Integer> before;
    private final int[] at;
    private boolean changed;

    private Slots(List<Integer> before, int entries, Map<Integer, Integer> interest, int count) {
        this.before = before.size() == count ? before : List.of();
        this.entries = entries;
        this.interest = interest;
        at = new int[count];
        Arrays.fill(at, NONE);
    }

    /**
     * The entries by slot.
     *
     * @param before  those of the picture before; if their number is another, none keeps its slot
     * @param entries of the table
     * @param count   slots, at least 1
     */
    static int[] of(List<Integer> before, int entries, Map<Integer, Integer> interest, int count) {
        var slots = new Slots(before, entries, interest, count);
        if (entries <= count) {
            Arrays.setAll(slots.at, i -> i < entries ? i : NONE);
            return slots.at;
        }
        for (int i = 0; i < slots.before.size(); i++) {
            slots.at[i] = before.get(i) < entries ? before.get(i) : NONE;
        }
        List<Integer> wanted = new ArrayList<>(interest.keySet());
        wanted.sort(Comparator.comparingInt((Integer i) -> -interest.get(i)).thenComparingInt(i -> i));
        for (int index : wanted.subList(0, Math.min(count, wanted.size()))) {
            slots.insert(index);
        }
        slots.restore();
        if (slots.changed || slots.before.isEmpty()) {
            slots.fill();
        }
        return slots.at;
    }

    /** The same for a table that the user scrolled: neighbours from one on. */
    static int[] from(int start, int entries, int count) {
        int[] at = new int[count];
        Arrays.fill(at, NONE);
        int first = start <= 1 ? 0 : Math.min(start, Math.max(0, entries - count + 1));
        int slot = first == 0 || count < 3 ? 0 : 1;
        int last = first + count - slot >= entries || count < 3 ? count : count - 1;
        for (int i = slot; i < last && first + i - slot < entries; i++) {
            at[i] = first + i - slot;
        }
        return at;
    }

    private int rank(int index) {
        return interest.getOrDefault(index, 0);
    }

    private int above(int slot) {
        int s = slot - 1;
        while (s >= 0 && at[s] == NONE) {
            s--;
        }
        return s;
    }

    private int below(int slot) {
        int s = slot + 1;
        while (s < at.length && at[s] == NONE) {
            s++;
        }
        return s;
    }

    private int index(int slot) {
        return slot < 0 ? -1 : slot == at.length ? entries : at[slot];
    }

    private void insert(int e) {
        int low = -1;
        for (int s = below(-1); s < at.length && at[s] <= e; s = below(s)) {
            low = s;
        }
        if (low >= 0 && at[low] == e) {
            return;
        }
        int high = below(low);
        if (rank(e) == 0 && high - low - 1 < Math.min(at.length, 1 + Math.min(1, folds(low, e, high)))) {
            return;
        }
        int company = Math.min(COMPANY, at.length / 4);
        while (rank(e) > 0 && high - low - 1 < 1 + company + folds(low, e, high)) {
            boolean up = low >= 0 && rank(at[low]) == 0;
            boolean down = high < at.length && rank(at[high]) == 0;
            if (!up && !down) {
                break;
            }
            if (up && (!down || idle(low, -1) >= idle(high, 1))) {
                at[low] = NONE;
                low = above(low);
            } else {
                at[high] = NONE;
                high = below(high);
            }
        }
        if (high - low == 1) {
            int weaker = low < 0 || high < at.length && rank(at[high]) <= rank(at[low]) ? high : low;
            if (weaker == at.length || rank(at[weaker]) >= rank(e)) {
                return;
            }
            at[weaker] = NONE;
            low = above(weaker);
            high = below(weaker);
        }
        int slot = slot(low, e, high);
        if (settled(e, slot)) {
            at[slot] = e;
            changed = true;
        }
    }

    /** Stretches that are left out between two slots when an entry stands between them. */
    private int folds(int low, int e, int high) {
        return (e - index(low) > 1 ? 1 : 0) + (index(high) - e > 1 ? 1 : 0);
    }

    /** Shown entries in a row, from a slot on, that do not matter. */
    private int idle(int slot, int step) {
        int count = 0;
        for (int s = slot; s >= 0 && s < at.length && (at[s] == NONE || rank(at[s]) == 0); s += step) {
            count++;
        }
        return count;
    }

    /** The slot that suits an entry best between two others: such that all on one side can be shown, else with company above and more below. */
    private int slot(int low, int e, int high) {
        int room = high - low - 1;
        int over = e - index(low) - 1;
        int under = index(high) - e - 1;
        if (over + 1 + Math.min(under, 1) <= room || over == 0) {
            return low + 1 + over;
        }
        if (under + 1 + Math.min(over, 1) <= room || under == 0) {
            return high - 1 - under;
        }
        return room < 2 ? low + 1 : low + 2 + Math.clamp((room - 3) / 3, 0, 2);
    }

    /** Gives those that were put out their slots back, where no other needed it after all and it does not part an entry from what is left out beside it. */
    private void restore() {
        for (int slot = 0; slot < before.size(); slot++) {
            int index = before.get(slot);
            int low = above(slot);
            int high = below(slot);
            boolean whole = at[slot] == NONE && index > index(low) && index < index(high) && (index - index(low) == 1 || slot - low > 1)
                    && (index(high) - index == 1 || high - slot > 1);
            if (whole) {
                at[slot] = index;
            }
        }
    }

    /** Shows, in slots that are free, what lies between the entries that are shown; one slot stays free where that is too much. */
    private void fill() {
        if (at[at.length - 1] == NONE && at.length - 1 - above(at.length - 1) > 2 && settled(entries - 1, at.length - 1)) {
            at[at.length - 1] = entries - 1;
        }
        int low = -1;
        while (low < at.length) {
            int high = below(low);
            int index = index(low) + 1;
            int last = index(high) - 1;
            int slot = low + 1;
            int end = high - 1;
            while (slot < end + (last - index <= end - slot ? 1 : 0) && index <= last && settled(index, slot)) {
                at[slot++] = index++;
            }
            while (end > slot && index <= last && settled(last, end)) {
                at[end--] = last--;
            }
            low = high;
        }
    }

    /** Whether an entry did not stand in another slot a picture ago: one that was put out of it does not come back beside it at once. */
    private boolean settled(int index, int slot) {
        int was = before.indexOf(index);
        return was < 0 || was == slot;
    }
}
