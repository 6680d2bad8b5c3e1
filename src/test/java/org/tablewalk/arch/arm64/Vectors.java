package org.tablewalk.arch.arm64;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden values of stage 2, computed by a program that shares nothing with this one. */
final class Vectors {
    private static final JsonNode ROOT = read();

    private Vectors() {
    }

    static JsonNode section(String name) {
        return ROOT.required(name);
    }

    /** The elements of a section that is a list; an empty list would be a test that cannot fail. */
    static Stream<JsonNode> list(String name) {
        var section = section(name);
        if (!section.isArray() || section.isEmpty()) {
            throw new IllegalStateException("no vectors in section " + name);
        }
        return section.valueStream();
    }

    static Granule granule(JsonNode vector) {
        return Granule.of(vector.required("granule").asString());
    }

    static long word(JsonNode value) {
        return Long.parseUnsignedLong(value.asString().substring(2), 16);
    }

    private static JsonNode read() {
        try (var in = Vectors.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
