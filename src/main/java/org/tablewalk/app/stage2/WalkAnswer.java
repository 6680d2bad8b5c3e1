package org.tablewalk.app.stage2;

import java.io.PrintWriter;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.tablewalk.app.command.Execution;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.walk.WalkLog;
import org.tablewalk.trace.walk.WalkVisit;

/**
 * What {@code walk} tells.
 *
 * @param ret    what the walk returned: 0 or the name of an error, e.g. {@code -ERANGE}; null if it did not return
 * @param count  of calls of the callback
 * @param visits the calls: flag, level, cursor
 */
record WalkAnswer(Object ret, long count, List<List<Object>> visits) {
    static WalkAnswer of(WalkLog.Part log, OptionalLong result) {
        Object ret = result.isEmpty() ? null : result.getAsLong() == 0 ? (Object) 0 : Words.result(result.getAsLong());
        return new WalkAnswer(ret, log.length(), new AbstractList<>() {
            @Override
            public List<Object> get(int index) {
                WalkVisit visit = log.visit(index);
                return List.of(WalkVisit.flag(visit.flag()), visit.level(), "0x" + Long.toHexString(visit.addr()));
            }

            @Override
            public int size() {
                return Math.toIntExact(log.length());
            }
        });
    }

    /** The same for people, with what the calls were made for. */
    static void print(PrintWriter out, Execution execution, ArmConfig config, WalkLog.Part log, WalkResult result) {
        out.println(execution.chosen().title());
        result.asked().ifPresent(pages -> out.println("asks for " + Long.toUnsignedString(pages) + " pages of root; it has " + config.geometry().rootTables()
                + ", the pool " + config.poolPages()));
        for (long i = 0; i < log.length(); i++) {
            out.println(line(i + 1, log.visit(i), config));
        }
        out.println(log.length() + " visits, " + (result.result().isEmpty() ? "the walk did not return" : "returned " + Words.result(result.result().getAsLong())));
    }

    private static String line(long number, WalkVisit v, ArmConfig config) {
        return String.format(Locale.ROOT, "%6d  %-10s  level %d  slot %-9s cursor 0x%x  %s 0x%016x%s  %s", number, WalkVisit.flag(v.flag()), v.level(), slot(v, config), v.addr(),
                Descriptor.kind(v.pte(), v.level()), v.pte(), v.reloaded() && v.again() != v.pte() ? String.format(Locale.ROOT, ", reloaded: %s 0x%016x",
                        Descriptor.kind(v.again(), v.level()), v.again()) : v.reloaded() ? ", reloaded" : "",
                v.returned() < 0 ? "did not return" : "returned " + Words.result(v.result()));
    }

    /** Index in the entry's table; of several root tables with the table's number. */
    private static String slot(WalkVisit v, ArmConfig config) {
        var geometry = config.geometry();
        long index = (v.ptep() - config.poolBase()) / 8;
        int entries = geometry.granule().entriesPerTable();
        boolean several = v.level() == geometry.startLevel() && geometry.rootTables() > 1;
        return (several ? index / entries + ":" : "") + index % entries;
    }
}
