package org.tablewalk.narrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;

/** Every rule has its words, and the bundle has no others. */
class RuleTextsTest {
    private final RuleTexts texts = new RuleTexts(null, op -> "vmalle1is");

    @ParameterizedTest
    @EnumSource
    void everyRuleHasItsWords(Rule rule) {
        assertThat(texts.name(rule)).hasSizeLessThan(50).doesNotEndWith(".");
        assertThat(texts.sentence(new Finding(rule, 4, 1, 0x8000_1000L, 0x4000_0000L, 2))).endsWith(".").doesNotContain("{", "}");
        assertThat(texts.legal(rule)).endsWith(".").doesNotContain("{");
        assertThat(texts.source(rule)).isNotBlank();
        assertThat(texts.sure(rule)).isIn("verified", "secondary", "inferred", "defined");
    }

    @Test
    void theBundleHasNothingElse() {
        ResourceBundle bundle = ResourceBundle.getBundle("org.tablewalk.narrate.rules", Locale.ROOT);
        var items = Arrays.stream(Debt.Item.values()).map(item -> "owed." + item.name().toLowerCase(Locale.ROOT)).toList();
        assertThat(bundle.keySet()).allSatisfy(key -> {
            String id = key.substring(0, key.indexOf('.'));
            assertThat(items.contains(key) || Rule.of(id) != null && key.substring(id.length()).matches("\\.(name|sentence|legal|source|sure)") || key.matches("invariant\\.\\d+"))
                    .as(key).isTrue();
        });
        Arrays.stream(Debt.Item.values()).forEach(item -> assertThat(texts.owed(item)).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource
    void everyInvariantHasItsWords(org.tablewalk.check.shadow.Rule invariant) {
        String sentence = texts.sentence(new Finding(Rule.INVARIANT, 4, 1, 0x20_0000_0000L, 0x20_0000_0000L, invariant.ordinal()));
        assertThat(sentence).matches("CPU 1 leaves .*: [a-z].*\\.");
        assertThat(ResourceBundle.getBundle("org.tablewalk.narrate.rules", Locale.ROOT).containsKey("invariant." + org.tablewalk.check.shadow.Rule.values().length)).isFalse();
    }

    @Test
    void numbersAreSaidAsTheirRuleMeansThem() {
        assertThat(texts.sentence(new Finding(Rule.CPU_FAILED, 0, 3, 0, 0, -14))).isEqualTo("CPU 3 cannot go on and stops with -EFAULT.");
        assertThat(texts.sentence(new Finding(Rule.WRONG_VMID, 0, 0, 0x8000_3008L, 0, 1))).contains("TLBI VMALLE1IS of CPU 0", "0x8000_3008");
        assertThat(texts.sentence(new Finding(Rule.STALE_ACCESS, 0, 1, 0, 0x4000_0000L, 1))).startsWith("CPU 1 makes a write of 0x4000_0000 ");
    }
}
