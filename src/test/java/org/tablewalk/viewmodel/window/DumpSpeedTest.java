package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.Shipped;
import org.tablewalk.viewmodel.Messages;

/** A dump of 262,144 lines is on the screen in three times what Java needs to read its lines, at most. The two are measured by turns, so that what else goes on hits both. */
class DumpSpeedTest {
    private static final int LINES = 262_144;
    private static final int PAIRS = 15;
    private static final String[] COLUMNS = {"   R W PXNUXN AF    ", "   R   PXNUXN AF    ", "", "   R W px ux  AF    "};

    @TempDir
    private Path folder;

    private Path dump() throws IOException {
        var text = new StringBuilder("---[ Guest IPA ]---\n0x0000000000000000-0x0000000040000000           1G 1\n");
        for (int i = 0; i < LINES - 2; i++) {
            long at = 0x40000000L + i * 4096L;
            text.append(String.format(Locale.ROOT, "0x%016x-0x%016x           4K 3%s\n", at, at + 4096, COLUMNS[i % 4]));
        }
        return Files.writeString(folder.resolve("dump.txt"), text);
    }

    private static long opened(Path dump) {
        var session = new DirectSession();
        var model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH), session::nanos);
        long start = System.nanoTime();
        model.open(dump);
        model.refresh();
        assertThat(model.centre().canvas().draw(900, 400).shapes()).isNotEmpty();
        return System.nanoTime() - start;
    }

    private static long read(Path dump) throws IOException {
        long start = System.nanoTime();
        try (var lines = Files.lines(dump)) {
            assertThat(lines.count()).isEqualTo(LINES);
        }
        return System.nanoTime() - start;
    }

    /** Where other work shares the machine, a ratio of two times says little: not with the tests of every change. */
    @Test
    @Tag("thorough")
    void aLargeDumpIsOpenSoonAfterItsLinesCouldBeRead() throws IOException {
        var dump = dump();
        double[] ratios = new double[PAIRS];
        double[] reads = new double[PAIRS];
        double[] opens = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            reads[i] = read(dump) / 1e6;
            opens[i] = opened(dump) / 1e6;
            ratios[i] = opens[i] / reads[i];
        }
        double first = ratios[0];
        String figures = String.format(Locale.ROOT, "reads %s ms, opens %s ms, first ratio %.2f", Arrays.toString(reads), Arrays.toString(opens), first);
        Arrays.sort(ratios);
        if (Boolean.getBoolean("figures")) {
            System.out.println(figures + ", median " + ratios[PAIRS / 2]);
        }
        assertThat(ratios[PAIRS / 2]).as(figures).isLessThanOrEqualTo(3);
    }
}
