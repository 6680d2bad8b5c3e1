package org.tablewalk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The x86 guest with the largest shadow there can be: 4 GiB mapped by tables of 4-byte entries and read from end to end, which makes 2,052 shadow pages. */
final class LargestShadow {
    private static final String SCENARIO = """
            {
              "format": "tablewalk-scenario-1",
              "name": "largest-shadow",
              "title": "4 GiB by 4-byte entries",
              "summary": "Every page that 32 bits can address is mapped and read, eight pages to a fault.",
              "machine": { "arch": "x86", "virtualization": "shadow", "shadowPages": 2100, "rmapDescriptors": 4096, "prefetch": 8 },
              "memory": {
                "slots": [
                  { "gfn": 0, "pages": "0x100" },
                  { "gfn": "0x100", "pages": 1025, "contents": true },
                  { "gfn": "0x501", "pages": "0x100000 - 0x501" }
                ]
              },
              "vcpus": [ { "mode": "two-level", "cr3": "0x100000", "pse": false } ],
              "tables": [
                { "gfn": "0x100", "count": 1024, "target": "0x101", "flags": "0x27" },
                { "gfn": "0x101", "count": "0x100000", "target": 0, "flags": "0x27" }
              ],
              "actors": [ { "cpu": 0, "routine": "read_everything", "arguments": ["0x8000"] } ],
              "listings": [
                {
                  "name": "guest",
                  "lines": [
                    "routine read_everything(step) {",
                    "    for (va = 0; va < 1 << 32; va = va + step) { user_read(va); }",
                    "}"
                  ]
                }
              ],
              "schedule": { "policy": "inOrder", "steps": 200000000 }
            }
            """;

    private LargestShadow() {}

    /** A file with the scenario; it is deleted at the program's end. */
    static Path file() throws IOException {
        Path file = Files.createTempFile("largest-shadow", ".json");
        file.toFile().deleteOnExit();
        return Files.writeString(file, SCENARIO);
    }
}
