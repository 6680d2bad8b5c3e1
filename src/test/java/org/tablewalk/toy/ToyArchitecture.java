package org.tablewalk.toy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.ActorChecks;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.format.scenario.Blueprint;
import org.tablewalk.format.scenario.Canonical;
import org.tablewalk.format.scenario.Dialect;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Fields;
import org.tablewalk.format.scenario.Hardware;
import org.tablewalk.format.scenario.Library;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.ProgramBuilder;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioReader;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;

/** Toy machines in scenario files. */
final class ToyArchitecture implements Architecture {
    private static final int MOST_TABLES = 5;

    /** As a file describes it. */
    private record Toy(Expression tables, List<Entry> entries) implements Hardware {}

    private record Entry(Expression table, Expression index, Expression target) {}

    /** A checked machine: {@code words} stand in table memory at the start, {@code routine} is what the CPU runs, or null. */
    record Toys(ToyMap map, Map<Long, Long> words, Program.Routine routine) implements Blueprint {
        @Override
        public ToyMachine build() {
            return new ToyMachine(map, words, routine);
        }

        @Override
        public Program program() {
            return map.program;
        }

        @Override
        public Intrinsics intrinsics() {
            return new ToyIntrinsics();
        }
    }

    @Override
    public String word() {
        return "toy";
    }

    @Override
    public String owner() {
        return "the toy's";
    }

    @Override
    public Hardware read(ScenarioReader reader, Fields scenario) throws FormatException {
        Fields machine = reader.fields(scenario.node("machine"), "the machine", "arch", "tables");
        return new Toy(machine.number("tables"), reader.each(scenario, "tables", node -> entry(reader, node)));
    }

    private static Entry entry(ScenarioReader reader, Node node) throws FormatException {
        Fields f = reader.fields(node, "a table entry", "table", "index", "target");
        return new Entry(f.number("table"), f.number("index"), f.number("target"));
    }

    @Override
    public Blueprint build(Scenario scenario, Values values) throws FormatException {
        var toy = (Toy) scenario.hardware();
        int tables = (int) toy.tables().evaluate(values, "a number of tables", 2, MOST_TABLES);
        var intrinsics = new ToyIntrinsics();
        var dialect = new Dialect(intrinsics, intrinsics::with, Set.of(), List.of(), List.of());
        Program program = ProgramBuilder.build(scenario, values, dialect, Library.EMPTY);
        var starts = ActorChecks.of(scenario, values, 1);
        Map<Long, Long> words = new LinkedHashMap<>();
        for (Entry e : toy.entries()) {
            long at = ToyMap.BASE + ToyMap.TABLE_BYTES * e.table().evaluate(values, "a table", 0, tables - 1)
                    + 8 * e.index().evaluate(values, "an index", 0, ToyMap.ENTRIES - 1);
            words.put(at, e.target().word(values, "an address") | ToyMap.VALID);
        }
        return new Toys(new ToyMap(tables, program), words, starts.isEmpty() ? null : program.routine(starts.getFirst().routine()));
    }

    @Override
    public void canonical(Canonical canonical, Hardware hardware, Map<String, Object> file) throws FormatException {
        var toy = (Toy) hardware;
        file.put("machine", Canonical.members("arch", word(), "tables", canonical.number(toy.tables())));
        List<Object> entries = new ArrayList<>();
        for (Entry e : toy.entries()) {
            entries.add(Canonical.members("table", canonical.number(e.table()), "index", canonical.number(e.index()), "target", canonical.number(e.target())));
        }
        file.put("tables", entries);
    }
}
