package org.tablewalk.format.lockstep;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.scenario.Fields;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.Quoted;

/** Turns the bytes of a file into a {@link LockStepSet}, or says where they are not one. Whether the scenarios and their parameters exist is known when they are opened. */
final class LockStepReader {
    private static final int LABEL = 40;
    private static final int NAME = 200;
    private static final int PARAMETERS = 64;
    private static final int EDITS = 64;
    private static final int LINES = 1_000;
    private static final int LAST_LINE = 1_000_000;

    private final String name;
    private final Fields root;
    private final Path folder;

    private LockStepReader(String name, Fields root, Path folder) {
        this.name = name;
        this.root = root;
        this.folder = folder;
    }

    /**
     * Reads a set.
     *
     * @param file   what messages call the file
     * @param folder where scenario files are looked for, or null if none can be named
     */
    static LockStepSet read(String file, byte[] bytes, Path folder) throws FormatException {
        Fields root = Fields.of(file, bytes, "a set of machines", "$schema", "format", "name", "title", "summary", "scenario", "file", "values", "seed", "machines");
        return new LockStepReader(file, root, folder).set();
    }

    private LockStepSet set() throws FormatException {
        if (!root.text("format").equals(LockStepSets.FORMAT)) {
            throw root.error("format", "expected '" + LockStepSets.FORMAT + "', found '" + root.text("format") + "'");
        }
        Node machines = root.node("machines");
        List<Node> items = root.items("machines", LockStepSet.MOST);
        if (items.size() < LockStepSet.FEWEST) {
            throw root.error(machines, "expected " + LockStepSet.FEWEST + ".." + LockStepSet.MOST + " machines, found " + items.size());
        }
        List<LockStepSet.Machine> all = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (Node item : items) {
            Fields f = root.of(item, "a machine", "label", "scenario", "file", "values", "seed", "edits");
            all.add(machine(f));
            if (!labels.add(all.getLast().label().strip())) {
                throw f.error("label", "expected a label that no other machine has, found '" + all.getLast().label() + "' again");
            }
        }
        common();
        return new LockStepSet(word(root, "name", NAME), word(root, "title", NAME), root.text("summary", ""), all);
    }

    /** What is said for all machines is right even if each of them says something else. */
    private void common() throws FormatException {
        if (root.has("scenario") && root.has("file")) {
            throw root.error("file", "expected either 'scenario' or 'file' for all machines, found both");
        }
        if (root.has("scenario")) {
            word(root, "scenario", NAME);
        }
        if (root.has("file")) {
            path(root);
        }
        if (root.has("seed")) {
            root.fixedWord("seed");
        }
    }

    private LockStepSet.Machine machine(Fields f) throws FormatException {
        Fields source = f.has("scenario") || f.has("file") ? f : root;
        if (source.has("scenario") == source.has("file")) {
            throw f.error(f.node("label"), "expected either 'scenario' or 'file' in a machine, or in the set for all of them, found " + (source.has("file") ? "both" : "neither"));
        }
        Map<String, String> values = new LinkedHashMap<>();
        values(root, values);
        values(f, values);
        Fields seeded = f.has("seed") ? f : root;
        List<LineEdit> edits = new ArrayList<>();
        for (Node edit : f.items("edits", EDITS)) {
            edits.add(edit(f.of(edit, "an edit", "listing", "line", "count", "with")));
        }
        return new LockStepSet.Machine(word(f, "label", LABEL), source.has("scenario") ? word(source, "scenario", NAME) : null, source.has("file") ? path(source) : null, values,
                seeded.has("seed") ? seeded.fixedWord("seed") : null, edits, new LockStepSet.Place(name, f.line(), f.column()));
    }

    private static void values(Fields f, Map<String, String> values) throws FormatException {
        if (!f.has("values")) {
            return;
        }
        if (!(f.node("values") instanceof Node.Struct all)) {
            throw f.error("values", "expected 'values' to be an object, found " + f.node("values").kind());
        }
        if (all.members().size() > PARAMETERS) {
            throw f.error("values", "expected at most " + PARAMETERS + " values, found " + all.members().size());
        }
        for (var member : all.members().entrySet()) {
            String text = switch (member.getValue().value()) {
                case Node.Text t -> t.quoted().text();
                case Node.Numeral n -> n.text();
                case Node.Truth t -> Boolean.toString(t.value());
                default -> throw f.error(member.getValue().value(), "expected a word, a number, true or false, found " + member.getValue().value().kind());
            };
            if (text.length() > NAME) {
                throw f.error(member.getValue().value(), "expected a value of at most " + NAME + " characters, found " + text.length());
            }
            values.put(member.getKey(), text);
        }
    }

    private LineEdit edit(Fields f) throws FormatException {
        List<String> with = f.strings("with", LINES).stream().map(Quoted::text).toList();
        long count = f.has("count") ? f.fixed("count", 0, LINES) : with.size();
        return new LineEdit(word(f, "listing", NAME), (int) f.fixed("line", 1, LAST_LINE), (int) count, with);
    }

    /** A file beside this one, or below: what a set that somebody was sent names must not lead anywhere else. */
    private String path(Fields f) throws FormatException {
        String name = word(f, "file", NAME);
        if (folder == null) {
            throw f.error("file", "expected a scenario that ships");
        }
        try {
            Path path = Path.of(name);
            if (!path.isAbsolute() && path.normalize().equals(path) && !path.startsWith("..")) {
                return folder.resolve(path).toString();
            }
        } catch (InvalidPathException e) {
            throw f.error("file", "expected the name of a file, found one that this system cannot have");
        }
        throw f.error("file", "expected a file in the folder of this one, or below, found '" + name + "'");
    }

    private static String word(Fields f, String name, int most) throws FormatException {
        String text = f.text(name);
        if (text.isBlank() || text.length() > most) {
            throw f.error(name, "expected '" + name + "' of 1.." + most + " characters, found " + text.strip().length());
        }
        return text;
    }
}
