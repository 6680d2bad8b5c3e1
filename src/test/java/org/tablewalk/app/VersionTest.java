package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tablewalk.app.command.Version;

class VersionTest {
    @Test
    void namesTheProductAndARuntimeOfTheRightAge() {
        assertThat(new Version().getVersion()).contains("tablewalk " + Version.NUMBER);
        assertThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
    }
}
