package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.app.command.Json;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Frame;
import tools.jackson.databind.json.JsonMapper;

/** A link that a window copies, as an argument of the command line. */
class LinkArgumentTest {
    @TempDir
    private Path folder;

    private String run(int expected, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(expected);
        return expected == 0 ? terminal.out() : terminal.err();
    }

    private static void send(Engine engine, Command command) {
        engine.handle(command, 0);
        while (engine.busy()) {
            engine.work(0);
        }
    }

    private static Frame fork(Engine engine) {
        send(engine, new Command.Run());
        send(engine, new Command.Seek(engine.frame().length() / 2));
        for (int i = 0; i < 5; i++) {
            Frame here = engine.frame();
            send(engine, new Command.Take(here.moves().stream().filter(m -> m != here.nextMove()).findFirst().orElse(here.nextMove())));
        }
        send(engine, new Command.Seek(engine.frame().length() - 2));
        return engine.frame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing-tlbi", "two-vcpus"})
    void runStateAndRenderComeToTheSameStep(String name) {
        var engine = new Engine(Shipped.opener(), 1L << 30);
        engine.handle(new Command.OpenShipped(name, Map.of(), null), 0);
        Frame frame = fork(engine);
        assertThat(frame.link().choices().stretches()).isNotEmpty();
        String link = frame.link().text();
        var mapper = new JsonMapper();
        var made = mapper.readTree(run(0, "run", link, "--json"));
        assertThat(made.get("runHash").asString()).isEqualTo(frame.runHash());
        assertThat(made.get("steps").asLong()).isEqualTo(frame.length());
        assertThat(mapper.readTree(run(0, "state", link, "--json")).get("stateHash").asString()).isEqualTo(Json.hex(frame.stateHash()));
        var drawn = mapper.readTree(run(0, "render", link, "--view", "tree", "-o", "t.svg", "--json"));
        assertThat(drawn.get("stateHash").asString()).isEqualTo(Json.hex(frame.stateHash()));
        assertThat(drawn.get("step").asLong()).isEqualTo(frame.position());
        run(0, "run", link, "--trace", "again.json");
        assertThat(mapper.readTree(run(0, "run", "again.json", "--json")).get("stateHash")).isEqualTo(made.get("stateHash"));
    }

    @Test
    void aLinkToATraceIsAsGoodAsItsFile() throws Exception {
        Path trace = Files.copy(Path.of("src/test/resources/kvmmmu/nested.txt"), folder.resolve("trace.txt"));
        var engine = new Engine(Shipped.opener(), 1L << 30);
        engine.handle(new Command.OpenFile(trace), 0);
        send(engine, new Command.Seek(engine.frame().length() / 2));
        var state = new JsonMapper().readTree(run(0, "state", engine.frame().link().text(), "--json"));
        assertThat(state.get("stateHash").asString()).isEqualTo(Json.hex(engine.frame().stateHash()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run tablewalk:nope | no such scenario",
        "run tablewalk:first-walk?step=x | link:1:27: expected 0..",
        "run tablewalk:first-walk --seed 4 | a link says it already",
        "render tablewalk:first-walk --set a=b -o x.png | a link says it already",
        "render tablewalk:first-walk?step=90000000 -o x.png | expected a run of 90000000 steps",
        "state tablewalk:first-walk?step=90000000 | has only",
        "state tablewalk:x?file=x.json&hash=0123456789abcdef | no such file",
        "tablewalk:first-walk?step=x | link:1:27: expected 0..",
        "tablewalk:first-walk | no display"
    })
    void whatIsWrongWithALinkIsOneLine(String command, String reason) {
        assertThat(run(2, command.split(" "))).contains(reason).startsWith("tablewalk: ").hasLineCount(1);
        assertThat(folder.toFile().list()).isEmpty();
    }
}
