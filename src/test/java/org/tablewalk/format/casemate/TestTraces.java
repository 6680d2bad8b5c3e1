package org.tablewalk.format.casemate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tablewalk.format.FormatException;

/** The traces that were written for the tests. */
final class TestTraces {
    static final List<String> NAMES = List.of("remap.log", "short.log", "documented.log");

    private TestTraces() {}

    static byte[] bytes(String name) {
        try (var in = TestTraces.class.getResourceAsStream("/casemate/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CasemateTrace open(String name) throws FormatException {
        return CasemateTrace.open(name, bytes(name));
    }

    static CasemateTrace of(String text) throws FormatException {
        return CasemateTrace.open("t", text.getBytes(StandardCharsets.UTF_8));
    }
}
