package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.session.kvmmmu.KvmmmuRun;
import org.tablewalk.trace.MarkKind;

/** Traces of kvmmmu tracepoints, opened by the engine as any other file. */
class KvmmmuSubjectTest {
    @TempDir
    private Path folder;

    private Engine open(String name) throws Exception {
        Path file = folder.resolve(name);
        try (var in = KvmmmuSubjectTest.class.getResourceAsStream("/kvmmmu/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        engine.handle(new Command.OpenFile(file), 0);
        assertThat(engine.frame().problem()).isNull();
        return engine;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.txt", "pae.txt", "tdp.txt", "unsync.txt"})
    void isAllThereFromTheStartAndGoesBothWays(String name) throws Exception {
        Engine engine = open(name);
        Frame start = engine.frame();
        assertThat(start.subject()).isInstanceOf(KvmmmuRun.class);
        assertThat(start.subject().recorded()).isTrue();
        assertThat(start.subject().limits()).isNotEmpty();
        assertThat(start.position()).isZero();
        assertThat(start.ended()).isTrue();
        Frame end = Engines.send(engine, new Command.Seek(start.length()));
        assertThat(end.counters()).hasSameSizeAs(end.keys());
        Frame back = Engines.send(engine, new Command.Seek(0));
        assertThat(back.stateHash()).isEqualTo(start.stateHash());
        assertThat(Engines.send(engine, new Command.Seek(start.length())).stateHash()).isEqualTo(end.stateHash());
    }

    @Test
    void countsWhatTheRecordsTell() throws Exception {
        Frame end = Engines.send(open("nested.txt"), new Command.Seek(Long.MAX_VALUE));
        long made = end.marks().stream().filter(m -> m.kind() == MarkKind.SHADOW_PAGE).count();
        assertThat(end.counters().get(end.keys().indexOf("shadowPagesAllocated"))).isEqualTo(made).isPositive();
        assertThat(end.keys()).containsAll(List.of("shadowPagesReused", "leafSptesSet")).doesNotContain("tlbHits", "brokenInvariants");
    }
}
