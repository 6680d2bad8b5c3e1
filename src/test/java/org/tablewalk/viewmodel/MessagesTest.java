package org.tablewalk.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.trace.MarkKind;

/** What has a key has words. */
class MessagesTest {
    private final Messages messages = Messages.load(Locale.ENGLISH);

    private void counter(String key) {
        assertThat(messages.text("counter." + key)).isNotBlank();
        assertThat(messages.text("counter." + key + ".about")).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void everyCounterHasANameAndASentence(Counter counter) {
        counter(counter.key());
    }

    @ParameterizedTest
    @EnumSource
    void everyCounterOfShadowPagesToo(ShadowCounter counter) {
        counter(counter.key());
    }

    @ParameterizedTest
    @EnumSource
    void everyMarkHasABadgeAndAText(MarkKind mark) {
        assertThat(messages.text("mark." + mark.name().toLowerCase(Locale.ROOT))).isNotBlank();
        assertThat(messages.text("event." + mark, "0x1")).isNotBlank();
    }
}
