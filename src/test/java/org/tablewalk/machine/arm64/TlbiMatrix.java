package org.tablewalk.machine.arm64;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The table of invalidations against kinds of entries as it is written down for tests. */
public final class TlbiMatrix {
    private TlbiMatrix() {}

    /** Of each operation its mnemonic and five cells. */
    public static List<List<String>> rows() {
        try (var in = TlbiMatrix.class.getResourceAsStream("tlbi-matrix.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> List.of(line.split(" +"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
