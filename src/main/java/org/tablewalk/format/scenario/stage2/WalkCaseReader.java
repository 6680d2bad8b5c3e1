package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Fields;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.ScenarioReader;

/** Reads a walker case. What the tree's entries may be is checked where those of every scenario are; everything else here. */
final class WalkCaseReader {
    /** Most leaves, and most empty tables. */
    static final int MAX_ENTRIES = 4096;
    private static final int MAX_NAME = 200;
    private static final String[] MEMBERS = {"name", "note", "granule", "iaBits", "startLevel", "rootTables", "leaves", "emptyTables", "walkAddr", "walkSize", "flags",
        "callback", "version"};
    /** One of them is enough to take an object for a case. */
    private static final Set<String> TELLING = Set.of("iaBits", "startLevel", "rootTables", "emptyTables", "walkAddr", "walkSize");

    private final ScenarioReader reader;

    private WalkCaseReader(ScenarioReader reader) {
        this.reader = reader;
    }

    /** Whether an object is meant as a walker case. */
    static boolean reads(Node.Struct root) {
        return root.members().keySet().stream().anyMatch(TELLING::contains);
    }

    /**
     * A case.
     *
     * @throws FormatException at the first member that is wrong
     */
    static WalkCase read(ScenarioReader reader, Node.Struct root) throws FormatException {
        return new WalkCaseReader(reader).read(reader.fields(root, "a walker case", MEMBERS));
    }

    private WalkCase read(Fields f) throws FormatException {
        Quoted name = f.quoted("name");
        if (name.text().isBlank() || name.text().length() > MAX_NAME) {
            throw reader.error(name, "expected a name of 1.." + MAX_NAME + " characters, found " + name.text().strip().length());
        }
        Stage2Geometry geometry = geometry(f);
        f.node("leaves");
        List<WalkCase.Leaf> leaves = new ArrayList<>();
        for (Node node : f.items("leaves", MAX_ENTRIES)) {
            var leaf = reader.fields(node, "a leaf", "ipa", "level", "pa");
            leaves.add(new WalkCase.Leaf(leaf.number("ipa"), leaf.number("level"), leaf.fixed("level", 0, 3), leaf.number("pa"), leaf.fixedWord("pa")));
        }
        List<WalkCase.EmptyTable> tables = new ArrayList<>();
        for (Node node : f.items("emptyTables", MAX_ENTRIES)) {
            var table = reader.fields(node, "an empty table", "ipa", "entryLevel");
            tables.add(new WalkCase.EmptyTable(table.number("ipa"), table.number("entryLevel")));
        }
        Quoted callback = f.quoted("callback");
        return new WalkCase(name, f.text("note", ""), geometry, List.copyOf(leaves), List.copyOf(tables), f.fixedWord("walkAddr"), f.fixedWord("walkSize"), flags(f),
                CallbackReader.read(reader, geometry, callback), callback, f.wordOrNull("version"));
    }

    /** The start level and the number of root tables follow from granule and size; a case says them all the same. */
    private Stage2Geometry geometry(Fields f) throws FormatException {
        Granule granule = granule(f);
        int bits = (int) f.fixed("iaBits", Stage2Geometry.MIN_IPA_BITS, Stage2Geometry.MAX_IPA_BITS);
        var geometry = Stage2Geometry.of(granule, bits);
        String of = ", which the " + granule.label() + " granule has with " + bits + " bits, found ";
        long start = f.fixed("startLevel", 0, 3);
        if (start != geometry.startLevel()) {
            throw f.error("startLevel", "expected 'startLevel' " + geometry.startLevel() + of + start);
        }
        long roots = f.fixed("rootTables", 1, Stage2Geometry.MAX_ROOT_TABLES);
        if (roots != geometry.rootTables()) {
            throw f.error("rootTables", "expected 'rootTables' " + geometry.rootTables() + of + roots);
        }
        return geometry;
    }

    private Granule granule(Fields f) throws FormatException {
        Quoted word = f.quoted("granule");
        for (Granule granule : Granule.values()) {
            if (granule.label().equals(word.text())) {
                return granule;
            }
        }
        throw reader.error(word, "expected a granule of 4K, 16K, 64K, found '" + word.text() + "'");
    }

    private Set<String> flags(Fields f) throws FormatException {
        Map<String, String> known = Visit.parameters();
        f.node("flags");
        Set<String> flags = new HashSet<>();
        for (Quoted flag : f.strings("flags", known.size())) {
            String parameter = known.get(flag.text());
            if (parameter == null) {
                throw reader.error(flag, "expected a flag of " + String.join(", ", known.keySet()) + ", found '" + flag.text() + "'");
            }
            if (!flags.add(parameter)) {
                throw reader.error(flag, "the flag '" + flag.text() + "' is given twice");
            }
        }
        return flags;
    }
}
