package org.tablewalk.session.casemate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.casemate.CasemateTrace;

/** A small change to a trace that has one record a line. How changes are written says {@code variants.txt}. */
final class Variant {
    private static final Pattern DROP = Pattern.compile("-(\\d+)(?:\\.\\.(\\d+))?");
    private static final Pattern INSERT = Pattern.compile("\\+(\\d+|start) (.+)");
    private static final Pattern SWAP = Pattern.compile("(\\d+) <> (\\d+)");
    private static final Pattern REPLACE = Pattern.compile("(\\d+) (.+) -> (.+)");
    private static final Pattern ID = Pattern.compile("\\((?:[\\w-]+) (?:\\(id )?(\\d+)");

    private final List<String> lines;

    private Variant(List<String> lines) {
        this.lines = lines;
    }

    /** The trace that results. */
    static CasemateTrace of(String trace, String changes) throws FormatException {
        var variant = new Variant(new ArrayList<>(trace.lines().toList()));
        for (String change : changes.split(";")) {
            if (!change.isBlank()) {
                variant.change(change.strip());
            }
        }
        return CasemateTrace.open("variant", String.join("\n", variant.lines).getBytes(StandardCharsets.UTF_8));
    }

    private void change(String change) {
        var drop = DROP.matcher(change);
        var insert = INSERT.matcher(change);
        var swap = SWAP.matcher(change);
        var replace = REPLACE.matcher(change);
        if (drop.matches()) {
            int last = drop.group(2) == null ? index(drop.group(1)) : index(drop.group(2));
            lines.subList(index(drop.group(1)), last + 1).clear();
        } else if (insert.matches()) {
            lines.add(insert.group(1).equals("start") ? 0 : index(insert.group(1)) + 1, "(" + insert.group(2) + ")");
        } else if (swap.matches()) {
            int a = index(swap.group(1));
            lines.set(a, lines.set(index(swap.group(2)), lines.get(a)));
        } else if (replace.matches()) {
            int at = index(replace.group(1));
            if (!lines.get(at).contains(replace.group(2))) {
                throw new IllegalArgumentException(change + ": not in " + lines.get(at));
            }
            lines.set(at, lines.get(at).replace(replace.group(2), replace.group(3)));
        } else {
            throw new IllegalArgumentException("no change: " + change);
        }
    }

    private int index(String id) {
        for (int i = 0; i < lines.size(); i++) {
            var matcher = ID.matcher(lines.get(i));
            if (matcher.lookingAt() && matcher.group(1).equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no record " + id);
    }
}
