package org.tablewalk.viewmodel.inspector;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;

/** The fields of a word as rows. */
public final class FieldRows {
    private FieldRows() {}

    /** The rows; changed are those in which {@code word} differs from {@code before}. */
    public static List<FieldRow> of(List<BitField> parts, long word, long before) {
        var rows = new ArrayList<FieldRow>();
        for (BitField f : parts) {
            boolean quiet = f.name().equals(BitField.IGNORED) || f.name().equals(BitField.RES0);
            boolean changed = ((word ^ before) & f.mask()) != 0;
            if (quiet && f.value() == 0 && !changed) {
                // Nothing to say about zeros that mean nothing; the strip shows where they are.
                continue;
            }
            rows.add(new FieldRow(f.bits(), f.name(), value(f), f.meaning(), changed, f.suspicious(), quiet && !changed && !f.suspicious()));
        }
        return rows;
    }

    private static String value(BitField f) {
        if (!f.known()) {
            return "?";
        }
        if (f.width() <= 4) {
            String digits = Long.toBinaryString(f.value());
            return "0".repeat(f.width() - digits.length()) + digits;
        }
        return "0x" + Long.toHexString(f.value());
    }
}
