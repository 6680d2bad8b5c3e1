package org.tablewalk.export;

import java.util.Arrays;
import java.util.List;
import org.tablewalk.format.dump.ColumnStyle;
import org.tablewalk.format.dump.DumpWriter;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableSource;

/**
 * The tables of one moment as a kernel's {@code stage2_page_tables} would show them: every entry that is no table is told, in order of what
 * it maps, as KVM's walker visits leaves. An entry that is not known, or a table outside of what is known, leaves a gap.
 */
public final class TablesExport {
    /** Tables that are walked: each level may lead to the same table any number of times. */
    private static final int MOST_TABLES = 1 << 18;
    private static final int MOST_BYTES = 1 << 27;

    private final TableSource tables;
    private final TableFormat format;
    private final DumpWriter writer;
    private int walked;

    private TablesExport(TableSource tables, ColumnStyle style) {
        this.tables = tables;
        format = tables.format();
        writer = new DumpWriter(style, format.startLevel(), tables.origin().head());
    }

    /** The words for styles of columns, that of the newest kernels first. */
    public static List<String> styles() {
        return Arrays.stream(ColumnStyle.values()).map(ColumnStyle::word).toList();
    }

    /** The style of the text that tables were read from, else that of the newest kernels. */
    public static String style(TableSource tables) {
        return tables.origin().style() == null ? styles().getFirst() : tables.origin().style();
    }

    /** The dump's text in {@link #style} of the tables. */
    public static byte[] dump(TableSource tables) {
        return dump(tables, style(tables));
    }

    /**
     * The dump's text.
     *
     * @param tables stage-2 tables of Arm
     * @param style  one of {@link #styles}
     * @throws IllegalStateException if the tables lead to each other so often that there is no end in sight
     */
    public static byte[] dump(TableSource tables, String style) {
        return dump(tables, Arrays.stream(ColumnStyle.values()).filter(s -> s.word().equals(style)).findFirst().orElseThrow());
    }

    static byte[] dump(TableSource tables, ColumnStyle style) {
        var export = new TablesExport(tables, style);
        export.table(tables.root(), tables.rootEntries(), export.format.startLevel(), 0);
        if (tables.origin().whole()) {
            export.writer.unknown(tables.rootEntries() * export.format.entrySize(export.format.startLevel()));
        }
        return export.writer.bytes();
    }

    private void table(long table, int entries, int level, long from) {
        if (++walked > MOST_TABLES || writer.length() > MOST_BYTES) {
            throw new IllegalStateException("more than " + MOST_TABLES + " tables, or " + MOST_BYTES + " bytes of text");
        }
        long size = format.entrySize(level);
        for (int i = 0; i < entries; i++) {
            long word = tables.word(table + 8L * i);
            long address = from + i * size;
            if (!format.known(word)) {
                writer.unknown(address);
            } else if (format.kind(word, level) == TableFormat.Kind.TABLE) {
                long next = format.target(word, level);
                if (tables.pageOf(next) < 0) {
                    writer.unknown(address);
                } else {
                    table(next, format.entriesPerTable(), level + 1, address);
                }
            } else {
                writer.entry(address, level, word);
            }
        }
    }
}
