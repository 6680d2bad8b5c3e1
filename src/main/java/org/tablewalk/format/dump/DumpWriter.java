package org.tablewalk.format.dump;

import java.nio.charset.StandardCharsets;

/**
 * Writes a dump as the kernel does, told one entry after the other in ascending order: neighbours of one level with equal bits under the
 * style's mask become one line, which is written when the first entry comes that differs. As nothing comes behind the last run, that one is
 * never written. Kernel: {@code note_page}.
 */
public final class DumpWriter {
    private static final String UNITS = "KMGTPE";
    private static final int NOTHING = -1;

    private final ColumnStyle style;
    private final int startLevel;
    private final StringBuilder text = new StringBuilder();
    private int level = NOTHING;
    private long bits;
    private long start;

    /**
     * A writer.
     *
     * @param startLevel level of the root: it decides the names of levels in some styles
     * @param head       what the dump calls the tables, or null for none
     */
    public DumpWriter(ColumnStyle style, int startLevel, String head) {
        this.style = style;
        this.startLevel = startLevel;
        text.append(head == null ? "" : "---[ " + head + " ]---\n");
    }

    /** An entry that is no table: where it begins, its level, and its word. */
    public void entry(long address, int entryLevel, long word) {
        long masked = word & style.mask();
        if (level == entryLevel && bits == masked) {
            return;
        }
        line(address);
        start = address;
        level = entryLevel;
        bits = masked;
    }

    /** From an address on, up to the next entry, nothing is known: no line tells of that. At the end, a kernel that writes the last run too. */
    public void unknown(long address) {
        line(address);
        level = NOTHING;
    }

    private void line(long end) {
        if (level == NOTHING) {
            return;
        }
        long size = end - start >> 10;
        int unit = 0;
        while ((size & 1023) == 0 && unit < UNITS.length() - 1) {
            size >>= 10;
            unit++;
        }
        hex(start);
        text.append('-');
        hex(end);
        String number = Long.toString(size);
        text.append(" ".repeat(3 + Math.max(0, 9 - number.length()))).append(number).append(UNITS.charAt(unit)).append(' ').append(style.levelName(level, startLevel))
                .append(style.text(bits)).append('\n');
    }

    private void hex(long value) {
        String digits = Long.toHexString(value);
        text.append("0x").append("0".repeat(16 - digits.length())).append(digits);
    }

    /** Bytes so far: what there will be at the end, or a little less. */
    public int length() {
        return text.length();
    }

    /** The dump. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
