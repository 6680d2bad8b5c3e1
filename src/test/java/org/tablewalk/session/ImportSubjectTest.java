package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.session.casemate.CasemateRun;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.casemate.TlbiKind;

class ImportSubjectTest {
    @Test
    void anImportIsChecked() throws Exception {
        Subject subject;
        try (var in = ImportSubjectTest.class.getResourceAsStream("/casemate/remap.log")) {
            subject = new CasemateRun(CasemateTrace.open("remap.log", in.readAllBytes()));
        }
        var machine = subject.machine();
        var checks = subject.checks(machine);
        assertThat(new Recorder(machine, List.of(checks)).run(subject.policy(), subject.maxSteps())).isEqualTo(31);
        assertThat(checks.windows()).hasSize(1);
        assertThat(subject.limits()).isNotEmpty();
        assertThat(List.of(subject.tlbiName(2), subject.tlbiName(TlbiKind.VAE2IS.code()))).containsExactly("ipas2e1is", "vae2is");
    }
}
