package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.Seeds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code walk} on random cases against {@link WalkBrute}. Again with {@code -Dtablewalk.seed=}. */
@Tag("seeded")
class WalkRandomTest {
    private static final long SEED = Seeds.of(20261128);
    private static final Map<String, WalkBrute.Rules> VERSIONS = Map.of("v3", new WalkBrute.Rules(false, false, true), "v5.10", new WalkBrute.Rules(false, false, true),
            "v5.12", new WalkBrute.Rules(true, false, true), "v6.3", new WalkBrute.Rules(true, false, false), "v6.4", new WalkBrute.Rules(true, true, false), "mainline",
            new WalkBrute.Rules(true, true, true));
    private static final List<String> ORDER = List.of("v3", "v5.10", "v5.12", "v6.3", "v6.4", "mainline");

    @TempDir
    private Path folder;

    @Test
    void agreesOnThreeHundred() throws IOException {
        agreesOn(300);
    }

    @Tag("thorough")
    @Test
    void agreesOnTenThousand() throws IOException {
        agreesOn(10_000);
    }

    private void agreesOn(int cases) throws IOException {
        var mapper = new JsonMapper();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < cases; i++) {
            var one = new Case(new Random(SEED + i));
            String what = "seed " + SEED + ", case " + i + " (tablewalk.seed=" + (SEED + i) + " makes it the first), version " + one.version + ":\n" + one.json;
            Files.writeString(folder.resolve("case.json"), one.json);
            var terminal = new TestTerminal(folder, Map.of());
            int code = terminal.run("walk", "case.json", "--json", "--set", "version=" + one.version);
            assertThat(code).as(() -> what + terminal.err()).isZero();
            JsonNode answer = mapper.readTree(terminal.out());
            List<String> visits = answer.get("visits").valueStream().map(v -> v.get(0).asString() + " " + v.get(1).asInt() + " " + v.get(2).asString()).toList();
            // The second way first: the brute-force walk changes its tree.
            List<String> sorted = one.plain && VERSIONS.get(one.version).aligned() ? one.brute.sorted(one.addr, one.size, one.flags) : null;
            WalkBrute.Walked due = one.brute.walk(one.addr, one.size, one.flags, one.rules(), one.callback);
            if (sorted != null) {
                assertThat(sorted).as(what).isEqualTo(due.visits());
            }
            assertThat(visits).as(what).isEqualTo(due.visits());
            assertThat(answer.get("ret").asString()).as(what).isEqualTo(due.ret());
            assertThat(answer.get("count").asInt()).as(what).isEqualTo(due.visits().size());
            seen.merge(due.ret(), 1, Integer::sum);
            seen.merge(due.visits().size() > 1 ? "walks" : "stays", 1, Integer::sum);
            seen.merge(one.kind, 1, Integer::sum);
        }
        System.out.println("walk: " + cases + " cases from seed " + SEED + " agree: " + seen);
        assertThat(seen.get("walks")).isGreaterThan(cases / 3);
        assertThat(seen).containsKeys("0", "-ERANGE", "-EAGAIN", "-EINVAL");
    }

    /** A random case, as a file and as the brute force takes it. */
    private static final class Case {
        private static final int[] SHIFTS = {12, 14, 16};
        private static final int[] FIRST_BLOCK = {1, 2, 2};
        private final Random random;
        private final int shift;
        private final int bits;
        private final int levels;
        private final int start;
        private final String version;
        private final String kind;
        private final String json;
        private final WalkBrute brute;
        private final WalkBrute.Callback callback;
        private final boolean plain;
        private final List<String> flags = new ArrayList<>();
        private final List<Long> places = new ArrayList<>();
        private final long addr;
        private final long size;
        private final boolean ignores;

        Case(Random random) {
            this.random = random;
            int granule = random.nextInt(3);
            shift = SHIFTS[granule];
            bits = 32 + random.nextInt(21);
            // Sixteen root tables side by side are worth four bits; one level alone is never used (domain section 1.3).
            levels = Math.max(2, (bits - shift - 4 + shift - 3 - 1) / (shift - 3));
            start = 4 - levels;
            brute = new WalkBrute(shift, start, bits);
            version = ORDER.get(random.nextInt(ORDER.size()));
            List<String> leaves = new ArrayList<>();
            int firstBlock = Math.max(start, FIRST_BLOCK[granule]);
            for (int i = random.nextInt(7); i > 0; i--) {
                int level = firstBlock + random.nextInt(4 - firstBlock);
                long ipa = place(level);
                if (brute.add(ipa, level, new WalkBrute.Leaf())) {
                    leaves.add("{\"ipa\": \"0x%x\", \"level\": %d, \"pa\": \"0x%x\"}".formatted(ipa, level, brute.size(level) * (1 + random.nextInt(100))));
                    places.add(ipa);
                }
            }
            List<String> tables = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                int level = start + random.nextInt(3 - start);
                long ipa = place(level);
                if (brute.add(ipa, level, new WalkBrute.Table())) {
                    tables.add("{\"ipa\": \"0x%x\", \"entryLevel\": %d}".formatted(ipa, level));
                    places.add(ipa);
                }
            }
            for (String flag : List.of("LEAF", "TABLE_PRE", "TABLE_POST")) {
                if (random.nextInt(4) > 0) {
                    flags.add(flag);
                }
            }
            List<String> all = new ArrayList<>(flags);
            boolean faults = random.nextInt(4) == 0;
            ignores = random.nextInt(4) == 0;
            if (faults) {
                all.add("HANDLE_FAULT");
            }
            if (ignores) {
                all.add("IGNORE_EAGAIN");
            }
            this.faults = faults;
            long limit = 1L << bits;
            long near = places.isEmpty() ? place(3) : places.get(random.nextInt(places.size()));
            addr = switch (random.nextInt(24)) {
                case 0 -> limit - (random.nextInt(4) << shift);
                case 1 -> limit + random.nextInt(3) - 1;
                case 2 -> random.nextLong();
                case 3, 4, 5, 6 -> near;
                default -> Math.floorMod(near + ((random.nextInt(40) - 20L) << shift) + random.nextInt(1 << shift) - (random.nextBoolean() ? brute.size(2) / 2 : 0), limit);
            };
            size = switch (random.nextInt(24)) {
                case 0 -> 0;
                case 1 -> random.nextInt(3);
                case 2 -> -1L - random.nextInt(1 << 20);
                case 3 -> random.nextLong();
                case 4, 5 -> (shift == 12 ? brute.size(2) : 0) + ((long) random.nextInt(8) << shift);
                default -> (long) random.nextInt(60) * random.nextInt(1 << shift);
            };
            var made = callback();
            kind = made.kind;
            callback = made.act;
            plain = made.kind.equals("nothing");
            json = "{\"name\": \"random\", \"granule\": \"%dK\", \"iaBits\": %d, \"startLevel\": %d, \"rootTables\": %d, \"leaves\": [%s], \"emptyTables\": [%s], \"walkAddr\": \"0x%x\", "
                    .formatted(1 << shift - 10, bits, start, Math.max(1, limit / brute.size(start - 1)), String.join(", ", leaves), String.join(", ", tables), addr)
                    + "\"walkSize\": \"0x%x\", \"flags\": [%s], \"callback\": \"%s\"}".formatted(size, all.stream().map(f -> '"' + f + '"').collect(Collectors.joining(", ")),
                            made.text);
        }

        private final boolean faults;

        /** -EAGAIN ends all walks, or those for faults, or those that do not ignore it. */
        WalkBrute.Rules rules() {
            WalkBrute.Rules r = VERSIONS.get(version);
            boolean ends = version.equals("mainline") ? !ignores : r.eagainEnds() || faults;
            return new WalkBrute.Rules(r.aligned(), r.reloadsAfterPre(), ends);
        }

        /** An aligned address, often near another. */
        private long place(int level) {
            long size = brute.size(level);
            long any = random.nextBoolean() || places.isEmpty() ? random.nextLong() & (1L << bits) - 1 : places.get(random.nextInt(places.size())) + random.nextInt(3) * size;
            long at = random.nextInt(10) == 0 ? (1L << bits) - size : any % (1L << bits);
            return at - at % size;
        }

        private record Made(String kind, String text, WalkBrute.Callback act) {}

        private Made callback() {
            int level = start + random.nextInt(3 - start);
            long at = (addr & (1L << bits) - 1) >>> shift << shift;
            int number = 1 + random.nextInt(6);
            boolean block = shift == 12 ? level > 0 : level > 1;
            return switch (random.nextInt(11)) {
                case 0, 1 -> new Made("install", "on LEAF at level<3 with invalid entry installs an empty table; at level 3 writes a page", (p, flag, _) -> {
                    if (flag.equals("LEAF") && p.read() == null) {
                        p.put(p.level() < 3 ? new WalkBrute.Table() : new WalkBrute.Leaf());
                    }
                    return null;
                });
                case 2 -> new Made("stop", "returns -EAGAIN for LEAF at 0x" + Long.toHexString(at), (p, flag, _) -> flag.equals("LEAF") && p.cursor() == at ? "-EAGAIN" : null);
                case 3 -> new Made("stop", "on TABLE_POST returns -EAGAIN; on TABLE_PRE at visit " + number + " returns -EINVAL", (_, flag, visit) -> flag.equals("TABLE_POST")
                        ? "-EAGAIN"
                        : flag.equals("TABLE_PRE") && visit == number ? "-EINVAL" : null);
                case 4 -> new Made("stop", "at visit " + number + " returns -EINVAL", (_, _, visit) -> visit == number ? "-EINVAL" : null);
                case 5, 6 -> block ? new Made("replace", "on TABLE_PRE at level " + level + " overwrites the entry with a block and frees the table", (p, flag, _) -> {
                    if (flag.equals("TABLE_PRE") && p.level() == level) {
                        p.put(new WalkBrute.Leaf());
                        ((WalkBrute.Table) p.read()).entries().clear();
                    }
                    return null;
                }) : nothing();
                case 7 -> new Made("clear", "on TABLE_PRE at level 2 clears the entry; on LEAF with valid entry clears the entry", (p, flag, _) -> {
                    if (flag.equals("TABLE_PRE") && p.level() == 2 || flag.equals("LEAF") && p.read() != null) {
                        p.put(null);
                    }
                    return null;
                });
                default -> nothing();
            };
        }

        private static Made nothing() {
            return new Made("nothing", "returns 0, changes nothing", (_, _, _) -> null);
        }
    }
}
