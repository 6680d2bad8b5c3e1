package org.tablewalk.format.kvmmmu;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.format.FormatException;

/** Reads what stands behind an event's name: the kernel's own text, the plugin's, or the fields of the record by name. */
final class EventReader {
    private static final String UNPARSED = "[FAILED TO PARSE]";
    private static final long WORD = 0xFFFF_FFFFL;
    private static final int MOST_LEVEL = 5;

    private final Map<Field, Long> values = new HashMap<>();
    private final LineText text;
    private final EventKind kind;

    private EventReader(LineText text, EventKind kind) {
        this.text = text;
        this.kind = kind;
    }

    /**
     * The event at the place that is read, to the end of the line.
     *
     * @throws FormatException if it has none of the forms
     */
    static KvmmmuEvent read(LineText text, EventKind kind) throws FormatException {
        var reader = new EventReader(text, kind);
        text.skipSpace();
        if (text.take(UNPARSED)) {
            reader.fields();
        } else {
            reader.form();
        }
        text.end();
        long[] all = new long[kind.fields().size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = reader.values.get(kind.fields().get(i));
        }
        return new KvmmmuEvent(kind, all);
    }

    private void form() throws FormatException {
        if (kind == EventKind.GET_PAGE && !text.peek("sp ")) {
            // The plugin's order.
            created();
            page();
            return;
        }
        for (EventKind.Part part : kind.form()) {
            if (part.literal() != null) {
                text.literal(part.literal());
            } else {
                value(part);
            }
        }
    }

    private void created() throws FormatException {
        boolean made = text.takeWord("new");
        if (!made && !text.takeWord("existing")) {
            throw text.error("new or existing");
        }
        values.put(Field.CREATED, made ? 1L : 0L);
    }

    private void value(EventKind.Part part) throws FormatException {
        Field field = part.field();
        String what = field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        switch (part.style()) {
            case 's' -> page();
            case 'c' -> created();
            case 'x', '#' -> values.put(field, text.hexadecimal(what));
            case 'p' -> values.put(field, text.take("(____ptrval____)") ? 0 : text.hexadecimal(what));
            case 'f' -> values.put(field, text.peek("sptep") ? 0L : errorCode());
            case 'e' -> {
                // The number before says it already; what has no name there may be written in several ways.
                text.skipSpace();
                if (!text.atEnd()) {
                    errorCode();
                }
            }
            case 'r' -> values.put(field, permissions());
            case 'i' -> values.put(field, text.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE, what));
            default -> values.put(field, field == Field.LEVEL ? text.decimal(1, MOST_LEVEL, what)
                    : field == Field.SPURIOUS || field == Field.FIXED || field == Field.VALID || field == Field.ADDRESS_SPACE
                            ? text.decimal(0, 1, what) : text.decimal(0, WORD, what));
        }
    }

    private void page() throws FormatException {
        PageText.Values page = PageText.read(text);
        values.put(Field.GENERATION, page.generation());
        values.put(Field.GFN, page.gfn());
        values.put(Field.ROLE, page.role());
        values.put(Field.ROLE_KNOWN, page.known());
        values.put(Field.ROOT_COUNT, page.rootCount());
        values.put(Field.UNSYNC, page.unsync());
    }

    private long errorCode() throws FormatException {
        int start = text.at();
        long code = ErrorCode.parse(text.word("an error code"));
        if (code < 0) {
            text.back(start);
            throw text.error("an error code such as P|W|U");
        }
        return code;
    }

    private long permissions() throws FormatException {
        int start = text.at();
        long bits = 0;
        for (int i = 0; i < 3; i++) {
            if (text.take(String.valueOf("rwx".charAt(i)))) {
                bits |= 1L << i;
            } else if (!text.take("-")) {
                text.back(start);
                throw text.error("permissions such as rwxu");
            }
        }
        return bits | (text.take("u") ? 8 : text.take("-") ? 0 : 16);
    }

    // Fields by name.

    private void fields() throws FormatException {
        Map<String, Long> named = new HashMap<>();
        text.skipSpace();
        while (!text.atEnd()) {
            int start = text.at();
            String word = text.word("a field");
            int equals = word.indexOf('=');
            Long number = equals < 1 ? null : number(word.substring(equals + 1));
            if (number == null) {
                text.back(start);
                throw text.error("a field of the record such as gfn=0x1000");
            }
            named.put(word.substring(0, equals), number);
            text.skipSpace();
        }
        for (Field field : kind.fields()) {
            Long value = field.key == null ? derived(field, named) : named.get(field.key);
            long level = value == null ? 0 : field == Field.LEVEL ? value : field == Field.ROLE ? value & 15 : 1;
            if (level < 1 || level > MOST_LEVEL) {
                throw text.error("the field " + field.key + "=" + (field == Field.LEVEL || field == Field.ROLE ? " with a level of 1 to 5" : ""));
            }
            values.put(field, value);
        }
    }

    private static Long derived(Field field, Map<String, Long> named) {
        return switch (field) {
            case ROLE_KNOWN -> WORD;
            case VALID -> named.getOrDefault("kvm_gen", 0L).equals(named.getOrDefault("spte_gen", 0L)) ? 1L : 0L;
            case PERMISSIONS -> named.getOrDefault("r", 0L) & 1 | named.getOrDefault("spte", 0L) & 2 | (named.getOrDefault("x", 0L) & 1) << 2
                    | (named.getOrDefault("u", -1L) < 0 ? 16 : (named.get("u") & 1) << 3);
            // The numbers of the results differ between kernels.
            default -> Field.UNKNOWN;
        };
    }

    private static Long number(String text) {
        if (text.matches("0x[0-9a-fA-F]{1,16}")) {
            return Long.parseUnsignedLong(text.substring(2), 16);
        }
        if (List.of("Y", "N").contains(text)) {
            return text.equals("Y") ? 1L : 0L;
        }
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
