package org.tablewalk.format.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, strings, numbers and truth values as JSON in one fixed way, which hashes can rely on. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /** The text, two spaces a level, arrays of plain values on one line, with a final line end. */
    static String of(Object value) {
        var text = new JsonText();
        text.value(value, "\n");
        return text.out.append('\n').toString();
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> all(map.entrySet().stream().toList(), '{', '}', indent, map.isEmpty());
            case List<?> list -> all(list, '[', ']', indent, list.stream().noneMatch(i -> i instanceof Map || i instanceof List));
            case Map.Entry<?, ?> member -> {
                string((String) member.getKey());
                out.append(": ");
                value(member.getValue(), indent);
            }
            case String s -> string(s);
            default -> out.append(value);
        }
    }

    private void all(List<?> items, char open, char close, String indent, boolean flat) {
        out.append(open);
        String inner = flat ? "" : indent + "  ";
        String separator = "";
        for (Object item : items) {
            out.append(separator).append(inner);
            value(item, indent + "  ");
            separator = flat ? ", " : ",";
        }
        out.append(flat ? "" : indent).append(close);
    }

    private void string(String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
