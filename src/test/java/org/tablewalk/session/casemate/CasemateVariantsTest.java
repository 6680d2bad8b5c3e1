package org.tablewalk.session.casemate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tablewalk.check.casemate.CasemateVerdict;
import org.tablewalk.check.casemate.Ground;
import org.tablewalk.narrate.casemate.GroundTexts;

/** Traces of our own, changed in one place or two, against a table of what casemate says of them. */
class CasemateVariantsTest {
    static String resource(String name) {
        try (var in = CasemateVariantsTest.class.getResourceAsStream("/casemate/check/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> table(String name) {
        return resource(name).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    @TestFactory
    Stream<DynamicTest> casematesVerdicts() {
        return table("variants.txt").stream().map(line -> DynamicTest.dynamicTest(line, () -> casemate(line)));
    }

    private static void casemate(String line) throws Exception {
        String[] parts = line.split("\\|", -1);
        String[] base = parts[0].strip().split(" ");
        var trace = Variant.of(resource(base[0] + ".log"), parts[1]);
        CasemateVerdict verdict = CasemateCheck.casemate(trace, base.length == 1);
        assertThat(verdict.outcome() == CasemateVerdict.Outcome.ACCEPTED ? "accepted" : verdict.id() + " " + verdict.message()).isEqualTo(parts[2].strip());
    }

    @TestFactory
    Stream<DynamicTest> theArchitecturesVerdicts() {
        return table("architecture.txt").stream().map(line -> DynamicTest.dynamicTest(line, () -> architecture(line)));
    }

    private static void architecture(String line) throws Exception {
        String[] parts = line.split("\\|", -1);
        String expected = parts[2].strip();
        var trace = Variant.of(resource(parts[0].strip() + ".log"), parts[1]);
        var texts = new GroundTexts(Integer::toString, record -> trace.record(record).origin().id());
        String told = CasemateCheck.architecture(trace).map(ground -> (ground instanceof Ground.Broken broken
                ? trace.record((int) broken.finding().step()).origin().id() + " " : "unknown ") + texts.text(ground)).orElse("accepted");
        assertThat(told).startsWith(expected.split(" ")[0]).contains(expected.substring(expected.indexOf(' ') + 1));
    }

    /** So that a rule that nothing tries is seen. */
    @Test
    void theTablesHaveManyAndNoneTwice() {
        assertThat(table("variants.txt")).hasSizeGreaterThan(180).doesNotHaveDuplicates();
        assertThat(table("architecture.txt")).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    }
}
