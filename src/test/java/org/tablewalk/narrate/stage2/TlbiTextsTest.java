package org.tablewalk.narrate.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.arm64.TlbiMatrix;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiReach;

/** The whole table of invalidations against kinds of entries: what each cell says, by which rule, how sure. */
class TlbiTextsTest {
    private final TlbiTexts texts = new TlbiTexts();

    @Test
    void everyCellIsAsWritten() {
        String table = Arrays.stream(TlbiOp.values()).map(op -> op.mnemonic() + " " + Arrays.stream(EntryKind.values())
                .map(kind -> TlbiReach.of(op, kind) + (texts.sure(op, kind).equals("verified") ? "" : "?")).collect(Collectors.joining(" "))).collect(Collectors.joining("\n"));
        assertThat(table).isEqualTo(TlbiMatrix.rows().stream().map(row -> String.join(" ", row)).collect(Collectors.joining("\n")));
    }

    @Test
    void everyCellHasItsRule() {
        for (TlbiOp op : TlbiOp.values()) {
            for (EntryKind kind : EntryKind.values()) {
                assertThat(texts.reach(op, kind)).as("%s %s", op, kind).matches("(stays|goes).*");
                assertThat(texts.rule(op, kind)).as("%s %s", op, kind).endsWith(".");
                assertThat(texts.source(op, kind)).as("%s %s", op, kind).startsWith("Arm ARM DDI 0487, ");
                assertThat(texts.sure(op, kind)).as("%s %s", op, kind).isIn("verified", "inferred", "differs");
            }
        }
    }

    @Test
    void theBundleHasNothingElse() {
        Set<String> known = new HashSet<>();
        Arrays.stream(EntryKind.values()).forEach(kind -> known.add("kind." + kind.name().toLowerCase(Locale.ROOT)));
        Arrays.stream(TlbiReach.values()).forEach(reach -> known.addAll(Set.of("reach." + reach.name().toLowerCase(Locale.ROOT), "reach." + reach.name().toLowerCase(Locale.ROOT)
                + ".table")));
        for (TlbiOp op : TlbiOp.values()) {
            for (String part : Set.of("sentence", "source", "sure")) {
                known.add(op.type() + "." + part);
                Arrays.stream(EntryKind.values()).forEach(kind -> known.add(op.type() + "." + kind.name().toLowerCase(Locale.ROOT) + "." + part));
            }
        }
        assertThat(known).containsAll(ResourceBundle.getBundle("org.tablewalk.narrate.tlbi", Locale.ROOT).keySet());
    }

    /** Global entries answer to addresses and not to ASIDs; tables are never global. */
    @Test
    void conditionsAreWhatTheyAreCalled() {
        assertThat(TlbiReach.ADDRESS_AND_ASID.takes(true, true, false, true)).isTrue();
        assertThat(TlbiReach.ADDRESS_AND_ASID.takes(true, true, false, false)).isFalse();
        assertThat(TlbiReach.ADDRESS_AND_ASID.takes(false, true, true, false)).isFalse();
        assertThat(TlbiReach.ASID.takes(true, false, true, false)).isTrue();
        assertThat(TlbiReach.ASID.takes(true, true, true, true)).isFalse();
        assertThat(TlbiReach.ADDRESS.takes(true, true, false, false)).isTrue();
        assertThat(TlbiReach.ALWAYS.takes(false, false, false, false)).isTrue();
        assertThat(TlbiReach.NEVER.takes(true, true, true, true)).isFalse();
    }
}
