package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON, strictly and within limits, into {@link Node}s that know their place. Data binding would lose the places, and the
 * errors that need them most are found long after parsing.
 */
final class JsonTree {
    /** Most bytes of a file. */
    static final int MAX_BYTES = 4 << 20;
    /** Most levels of arrays and objects in each other. */
    static final int MAX_DEPTH = 32;
    /** Most characters of a string. */
    static final int MAX_STRING = 64 << 10;
    /** Most characters of a member's name. */
    static final int MAX_NAME = 256;
    /** Most characters of a number: enough for every 64-bit word. */
    static final int MAX_NUMBER = 40;
    /** Most names, values and brackets in all, which bounds the memory a file can take. */
    static final int MAX_TOKENS = 200_000;

    private static final Pattern NON_STANDARD = Pattern.compile("^Non-standard token '([^']*)'");
    private static final Pattern HINT = Pattern.compile("(?s)(\n|:? enable `| \\(start marker at|"
            + " \\(for (Object|Array|root)| \\(not recognized as one| in String value).*");

    private final String file;
    private final String text;
    private final JsonParser parser;

    private JsonTree(String file, String text, JsonParser parser) {
        this.file = file;
        this.text = text;
        this.parser = parser;
    }

    /**
     * The value that a file holds.
     *
     * @param file  what messages call it
     * @throws FormatException at the first place that is not strict JSON within the limits
     */
    static Node read(String file, byte[] bytes) throws FormatException {
        String text = TextInput.text(file, bytes, MAX_BYTES);
        var limits = StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_STRING)
                .maxNameLength(MAX_NAME).maxNumberLength(MAX_NUMBER).maxTokenCount(MAX_TOKENS).build();
        var factory = JsonFactory.builder().streamReadConstraints(limits).build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return new JsonTree(file, text, parser).document();
        }
    }

    private Node document() throws FormatException {
        try {
            if (parser.nextToken() == null) {
                throw new FormatException(file, 1, 1, "expected an object, found an empty file");
            }
            Node root = value();
            if (parser.nextToken() != null) {
                throw error(parser.currentTokenLocation(), "expected the end of the file, found " + what());
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw limit(e);
        } catch (JacksonException e) {
            throw syntax(e);
        }
    }

    private Node value() throws FormatException {
        TokenStreamLocation at = parser.currentTokenLocation();
        int line = at.getLineNr();
        int column = at.getColumnNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> struct(line, column);
            case START_ARRAY -> items(line, column);
            case VALUE_STRING -> new Node.Text(line, column, new Quoted(parser.getString(), line, column + 1, raw(at)));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Numeral(line, column, parser.getString());
            case VALUE_TRUE -> new Node.Truth(line, column, true);
            case VALUE_FALSE -> new Node.Truth(line, column, false);
            case VALUE_NULL -> new Node.Null(line, column);
            default -> throw error(at, "expected a value, found " + what());
        };
    }

    private Node struct(int line, int column) throws FormatException {
        Map<String, Node.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            TokenStreamLocation at = parser.currentTokenLocation();
            String name = parser.currentName();
            Node.Member first = members.get(name);
            if (first != null) {
                throw error(at, "'" + name + "' is given twice; the first is in line " + first.line());
            }
            parser.nextToken();
            members.put(name, new Node.Member(at.getLineNr(), at.getColumnNr(), value()));
        }
        return new Node.Struct(line, column, members);
    }

    private Node items(int line, int column) throws FormatException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Node.Items(line, column, List.copyOf(items));
    }

    /** The string at a location as written, between its quotes. */
    private String raw(TokenStreamLocation at) {
        int from = (int) at.getCharOffset() + 1;
        int to = from;
        while (text.charAt(to) != '"') {
            to += text.charAt(to) == '\\' ? 2 : 1;
        }
        return text.substring(from, to);
    }

    private String what() {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "'{'";
            case END_OBJECT -> "'}'";
            case START_ARRAY -> "'['";
            case END_ARRAY -> "']'";
            default -> "'" + parser.getString() + "'";
        };
    }

    private FormatException error(TokenStreamLocation at, String message) {
        return new FormatException(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), message);
    }

    /** Which limit it was that the parser met. */
    private FormatException limit(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        TokenStreamLocation now = parser.currentLocation();
        if (message.contains("nesting depth")) {
            return new FormatException(file, now.getLineNr(), Math.max(1, now.getColumnNr() - 1),
                    "expected at most " + MAX_DEPTH + " levels of nesting, found more");
        }
        TokenStreamLocation at = parser.currentTokenLocation();
        if (message.contains("oken count")) {
            return error(at, "expected at most " + MAX_TOKENS + " names, values and brackets in all, found more");
        }
        if (message.startsWith("Number")) {
            // The number is not a token yet: what is current is the name before it.
            int from = Math.clamp(now.getCharOffset(), 0, text.length());
            while (from > 0 && "0123456789+-.eE".indexOf(text.charAt(from - 1)) >= 0) {
                from--;
            }
            int[] place = TextInput.place(text, from);
            return new FormatException(file, place[0], place[1], "expected numbers of at most " + MAX_NUMBER
                    + " characters, found a longer one");
        }
        return error(at, "expected strings of at most " + MAX_STRING + " characters and names of at most " + MAX_NAME
                + ", found a longer one");
    }

    /** The parser's own account of bad syntax, without its hints at its own settings and at sources it does not show. */
    private FormatException syntax(JacksonException e) {
        String message = e.getOriginalMessage();
        TokenStreamLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        Matcher token = NON_STANDARD.matcher(message);
        if (token.find()) {
            return new FormatException(file, at.getLineNr(), Math.max(1, at.getColumnNr() - token.group(1).length()),
                    "expected a value, found " + token.group(1));
        }
        return error(at, "expected JSON: " + HINT.matcher(message).replaceFirst("").strip());
    }
}
