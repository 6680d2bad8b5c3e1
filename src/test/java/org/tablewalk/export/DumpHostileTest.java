package org.tablewalk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tablewalk.Seeds;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.dump.ColumnStyle;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.dump.DumpTables;
import org.tablewalk.picture.tree.TableOrigin;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.picture.tree.TreeView;

/** Dumps that somebody has damaged: refused with a place, or read, drawn and written again; nothing else, and not for long. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("seeded")
class DumpHostileTest {
    private static final String HEAD = "---[ Guest IPA ]---\n";

    private int opened;
    private int refused;

    /** One damage at a time and several at once, each told by its seed. */
    @Test
    void noDamageIsMoreThanARefusal() {
        damage(1_000);
    }

    @Test
    @Tag("thorough")
    void noneOfManyDamagesIsMoreThanARefusal() {
        damage(10_000);
    }

    private void damage(int tries) {
        for (long seed : Seeds.of(0, tries).toArray()) {
            var random = new Random(seed);
            var geometry = Stage2Geometry.of(Granule.values()[random.nextInt(3)], 32 + random.nextInt(21));
            byte[] dump = TablesExport.dump(WordTables.random(geometry, random), ColumnStyle.values()[random.nextInt(ColumnStyle.values().length)]);
            for (int i = random.nextInt(4); i >= 0; i--) {
                dump = damaged(dump, random);
            }
            survives(dump, "seed " + seed);
        }
        // A test whose damages all go unseen, or are all refused, would test little.
        assertThat(opened).as("opened").isGreaterThan(tries / 20);
        assertThat(refused).as("refused").isGreaterThan(tries / 20);
    }

    private void survives(byte[] dump, String about) {
        try {
            var tree = Dump.open("d", dump).tree();
            var tables = new DumpTables(tree, TableOrigin.NONE);
            if (tables.pages() <= 4096) {
                TablesExport.dump(tables, ColumnStyle.XNX);
            }
            opened++;
        } catch (FormatException e) {
            assertThat(e.problem().line()).as(about + ": " + e.getMessage()).isPositive();
            assertThat(e.problem().column()).as(about + ": " + e.getMessage()).isPositive();
            assertThat(e.problem().message()).as(about).contains("expected", "found");
            refused++;
        } catch (RuntimeException e) {
            throw new AssertionError(about, e);
        }
    }

    private static byte[] damaged(byte[] dump, Random random) {
        if (dump.length < 2) {
            return dump;
        }
        int at = random.nextInt(dump.length);
        List<String> lines = new ArrayList<>(new String(dump, StandardCharsets.ISO_8859_1).lines().toList());
        int line = random.nextInt(lines.size());
        return switch (random.nextInt(9)) {
            case 0 -> with(dump, at, random.nextInt(256));
            case 1 -> with(dump, at, "0123456789abcdefx-RWF \n\r\0".charAt(random.nextInt(25)));
            case 2 -> java.util.Arrays.copyOf(dump, at);
            case 3 -> {
                lines.remove(line);
                yield text(lines);
            }
            case 4 -> {
                lines.add(line, lines.get(random.nextInt(lines.size())));
                yield text(lines);
            }
            case 5 -> {
                lines.set(line, lines.get(line).replace(' ', '\t'));
                yield text(lines);
            }
            case 6 -> {
                lines.set(line, lines.get(line) + " ".repeat(random.nextInt(600)) + "x");
                yield text(lines);
            }
            case 7 -> {
                lines.add(line, HEAD.strip());
                yield text(lines);
            }
            default -> {
                lines.set(line, lines.get(line).replaceFirst(" [0-3PGDTEMU]{1,3}( |$)", " " + random.nextInt(10) + " "));
                yield text(lines);
            }
        };
    }

    private static byte[] with(byte[] dump, int at, int value) {
        byte[] copy = dump.clone();
        copy[at] = (byte) value;
        return copy;
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One line may stand for 131,072 tables: it is drawn like any other. */
    @Test
    void aLineThatImpliesManyTablesCostsNoMoreThanTheyDo() throws Exception {
        var dump = Dump.open("d", (HEAD + "0x0000000000000000-0x0000003fbfdff000   267384828K 3   R W px ux  AF    \n").getBytes(StandardCharsets.US_ASCII));
        var tables = new DumpTables(dump.tree(), TableOrigin.NONE);
        assertThat(tables.pages()).isBetween(130_000, 131_072);
        assertThat(new TreeLayout(FontMetrics.load()).layOut(TreeScene.of(tables), TreeView.initial(), 900, 500, new TreeCache()).drawing().shapes()).isNotEmpty();
    }

    @Test
    void limitsComeFirst() {
        assertThatThrownBy(() -> open("x".repeat(600) + "\n" + HEAD)).hasMessage("d:1:513: expected lines of at most 512 bytes, found a longer one");
        assertThatThrownBy(() -> open(HEAD + "\n".repeat(1 << 20))).hasMessage("d:1048577:1: expected at most 1048576 lines, found more");
        var columns = new StringBuilder(HEAD);
        for (int i = 0; i < 5000; i++) {
            columns.append("0x0-0x1000 4K 3 ").append(i).append('\n');
        }
        assertThatThrownBy(() -> open(columns.toString())).hasMessage("d:4097:16: expected at most 4096 different texts behind a level, found more");
    }

    private static Dump open(String text) throws FormatException {
        return Dump.open("d", text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
