package org.tablewalk.format.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tablewalk.format.FormatException;

/** Reads the members of one object, all of which must be known, each as the type it must have. */
public final class Fields {
    /** Most characters of a number or of a word, parameters included. */
    private static final int MAX_WORD = 256;
    private static final Pattern WHOLE = Pattern.compile("[0-9]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final ScenarioReader.Context context;
    private final Node.Struct struct;
    private final String what;

    /**
     * The members of a node.
     *
     * @param what  what messages call the object, e.g. {@code a slot}
     * @param known the names it may have
     * @throws FormatException if it is not an object, or has a member of another name
     */
    Fields(ScenarioReader.Context context, Node node, String what, String... known) throws FormatException {
        this.context = context;
        this.what = what;
        if (!(node instanceof Node.Struct s)) {
            throw context.error(node, "expected " + what + " (an object), found " + node.kind());
        }
        struct = s;
        List<String> names = Arrays.asList(known);
        for (var member : s.members().entrySet()) {
            if (!names.contains(member.getKey())) {
                throw context.error(member.getValue().line(), member.getValue().column(), "'" + member.getKey()
                        + "' is not known in " + what + Names.suggest(member.getKey(), names) + "; expected " + String.join(", ", names));
            }
        }
    }

    /**
     * The members of the object that a file of another format holds; no parameters can be named in it.
     *
     * @param file  what messages call the file
     * @param what  what messages call the object
     * @param known the names it may have
     * @throws FormatException at the first place that is not strict JSON within the limits, or not such an object
     */
    public static Fields of(String file, byte[] bytes, String what, String... known) throws FormatException {
        return new Fields(new ScenarioReader.Context(file, List.of()), JsonTree.read(file, bytes), what, known);
    }

    /** The members of an object in this one. */
    public Fields of(Node node, String inner, String... known) throws FormatException {
        return new Fields(context, node, inner, known);
    }

    public int line() {
        return struct.line();
    }

    public int column() {
        return struct.column();
    }

    public boolean has(String name) {
        return struct.members().containsKey(name);
    }

    /** A member that must be there. */
    public Node node(String name) throws FormatException {
        Node.Member member = struct.members().get(name);
        if (member == null) {
            throw context.error(struct, "expected '" + name + "' in " + what + ", which has none");
        }
        return member.value();
    }

    /** An error at a node. */
    public FormatException error(Node node, String message) {
        return context.error(node, message);
    }

    /** An error at a member, which must be there. */
    public FormatException error(String name, String message) throws FormatException {
        return context.error(node(name), message);
    }

    /** A string. */
    public Quoted quoted(String name) throws FormatException {
        return quoted(node(name), "'" + name + "'", JsonTree.MAX_STRING);
    }

    public String text(String name) throws FormatException {
        return quoted(name).text();
    }

    /** A string, or another if the member is missing. */
    public String text(String name, String otherwise) throws FormatException {
        return has(name) ? text(name) : otherwise;
    }

    /** A word in which parameters may be named. */
    public Quoted word(String name) throws FormatException {
        return word(node(name), "'" + name + "'");
    }

    public Quoted word(String name, String otherwise) throws FormatException {
        return has(name) ? word(name) : plain(otherwise);
    }

    public Quoted wordOrNull(String name) throws FormatException {
        return has(name) ? word(name) : null;
    }

    /** true, false, or a word that comes to one of them. */
    public Quoted truth(String name, boolean otherwise) throws FormatException {
        if (has(name) && node(name) instanceof Node.Truth t) {
            return Quoted.plain(Boolean.toString(t.value()), t.line(), t.column());
        }
        return word(name, Boolean.toString(otherwise));
    }

    /** true or false; false if it is missing. */
    public boolean truth(String name) throws FormatException {
        if (!has(name)) {
            return false;
        }
        if (!(node(name) instanceof Node.Truth t)) {
            throw context.error(node(name), "expected '" + name + "' to be true or false, found " + node(name).kind());
        }
        return t.value();
    }

    /** The word, which must be an identifier. */
    Quoted identifier(Quoted word, String name) throws FormatException {
        if (!NAME.matcher(word.text()).matches()) {
            throw context.error(word, "expected " + name + " of letters, digits and _, found '" + word.text() + "'");
        }
        return word;
    }

    public Expression number(String name) throws FormatException {
        return number(node(name), "'" + name + "'");
    }

    public Expression number(String name, long otherwise) throws FormatException {
        return has(name) ? number(name) : Expression.of(otherwise, struct.line(), struct.column());
    }

    /** A number, or one of these words for one. */
    public Expression number(String name, Map<String, Long> words) throws FormatException {
        Node node = node(name);
        Long known = node instanceof Node.Text t ? words.get(t.quoted().text()) : null;
        return known != null ? Expression.of(known, node.line(), node.column()) : number(node, "'" + name + "'");
    }

    public Expression numberOrNull(String name) throws FormatException {
        return has(name) ? number(name) : null;
    }

    /** A number without parameters, known now. */
    public long fixed(String name, long min, long max) throws FormatException {
        return fixed(name, BigInteger.valueOf(min), BigInteger.valueOf(max), min + ".." + max).longValueExact();
    }

    /** A 64-bit word without parameters, known now; it may use all bits. */
    public long fixedWord(String name) throws FormatException {
        return fixed(name, BigInteger.ZERO, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE), "0..0xffffffffffffffff").longValue();
    }

    private BigInteger fixed(String name, BigInteger min, BigInteger max, String range) throws FormatException {
        Node node = node(name);
        String text = switch (node) {
            case Node.Numeral n -> n.text();
            case Node.Text t -> t.quoted().text();
            default -> "";
        };
        BigInteger value = Expression.literal(text);
        if (value == null || value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw context.error(node, "expected '" + name + "' of " + range + ", found " + (text.isEmpty() ? node.kind() : text));
        }
        return value;
    }

    long fixed(String name, long min, long max, long otherwise) throws FormatException {
        return has(name) ? fixed(name, min, max) : otherwise;
    }

    /** The items of an array; none if the member is missing. */
    public List<Node> items(String name, int most) throws FormatException {
        if (!has(name)) {
            return List.of();
        }
        Node node = node(name);
        if (!(node instanceof Node.Items array)) {
            throw context.error(node, "expected '" + name + "' to be an array, found " + node.kind());
        }
        if (array.items().size() > most) {
            throw context.error(array.items().get(most), "expected at most " + most + " items in '" + name + "', found "
                    + array.items().size());
        }
        return array.items();
    }

    /** An array of strings. */
    public List<Quoted> strings(String name, int most) throws FormatException {
        List<Quoted> strings = new ArrayList<>();
        for (Node item : items(name, most)) {
            strings.add(quoted(item, "an item of '" + name + "'", JsonTree.MAX_STRING));
        }
        return List.copyOf(strings);
    }

    public List<Expression> numbers(String name, int most) throws FormatException {
        List<Expression> numbers = new ArrayList<>();
        for (Node item : items(name, most)) {
            numbers.add(number(item, "an item of '" + name + "'"));
        }
        return List.copyOf(numbers);
    }

    /** A word that stands at the object's own place because the file does not give it. */
    Quoted plain(String text) {
        return Quoted.plain(text, struct.line(), struct.column());
    }

    /** Reads an expression and checks the parameters in it. */
    Expression expression(Quoted source) throws FormatException {
        Expression e = Expression.parse(context.file(), source);
        for (Expression.Reference r : e.references()) {
            reference(r.name(), source, r.at());
        }
        return e;
    }

    private Expression number(Node node, String name) throws FormatException {
        return switch (node) {
            case Node.Numeral n when WHOLE.matcher(n.text()).matches() ->
                Expression.parse(context.file(), Quoted.plain(n.text(), n.line(), n.column()));
            case Node.Text t -> expression(quoted(t, name, MAX_WORD));
            default -> throw context.error(node, "expected " + name + " to be a whole number such as 512, \"0x200\" or \"2M\","
                    + " or a parameter such as \"$vcpus\", found " + node.kind());
        };
    }

    private Quoted word(Node node, String name) throws FormatException {
        Quoted word = quoted(node, name, MAX_WORD);
        var references = Values.REFERENCE.matcher(word.text());
        while (references.find()) {
            reference(references.group(1), word, references.start());
        }
        return word;
    }

    private void reference(String name, Quoted source, int at) throws FormatException {
        Set<String> names = new HashSet<>(context.parameters());
        if (!names.contains(name)) {
            throw context.error(source.line(), source.columnOf(at), "no parameter '" + name + "'" + Names.suggest(name, names)
                    + "; expected one of this scenario's parameters" + (names.isEmpty() ? ", which has none" : ""));
        }
    }

    private Quoted quoted(Node node, String name, int most) throws FormatException {
        if (!(node instanceof Node.Text t)) {
            throw context.error(node, "expected " + name + " to be a string, found " + node.kind());
        }
        if (t.quoted().text().length() > most) {
            throw context.error(node, "expected " + name + " of at most " + most + " characters, found " + t.quoted().text().length());
        }
        return t.quoted();
    }
}
