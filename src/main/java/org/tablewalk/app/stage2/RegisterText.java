package org.tablewalk.app.stage2;

import java.io.PrintWriter;
import java.util.List;
import org.tablewalk.arch.BitField;

/** Fields of a register as lines of text. */
final class RegisterText {
    private RegisterText() {}

    static void print(PrintWriter out, List<BitField> fields) {
        for (var f : fields) {
            out.println("%c %5s  %-7s %-12s %s".formatted(f.suspicious() ? '!' : ' ', f.bits(), f.name(), "0x" + Long.toHexString(f.value()), f.meaning()));
        }
    }
}
