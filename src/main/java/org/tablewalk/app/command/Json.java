package org.tablewalk.app.command;

import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a command's answer as JSON: keys as the record's components are called, in their order, indented. */
public final class Json {
    private final JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The value as JSON text, without a final line end. */
    public String text(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** A 64-bit word or address, {@code 0x} and sixteen digits. */
    public static String hex(long word) {
        return String.format(Locale.ROOT, "0x%016x", word);
    }
}
