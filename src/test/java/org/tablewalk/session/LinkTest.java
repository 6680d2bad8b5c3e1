package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.format.scenario.Parameter;

/** A step's link opens the same step of the same run in another engine. */
@Tag("seeded")
class LinkTest {
    private static final long SEED = Seeds.of(5);

    static List<String> shipped() {
        return Shipped.scenarios().shipped();
    }

    private static Engine engine() {
        return new Engine(Engines.opener(), Engines.GIB);
    }

    private static void same(Frame expected, Frame actual) {
        assertThat(actual.problem()).isNull();
        assertThat(actual.position()).isEqualTo(expected.position());
        assertThat(actual.length()).isEqualTo(expected.length());
        assertThat(actual.stateHash()).isEqualTo(expected.stateHash());
        assertThat(actual.runHash()).isEqualTo(expected.runHash());
        assertThat(actual.subject().parameters()).isEqualTo(expected.subject().parameters());
        assertThat(actual.link()).isEqualTo(expected.link());
    }

    /** Random forks of forks, with values and seeds of their own. */
    @ParameterizedTest
    @MethodSource("shipped")
    void aForkIsOpenedAgain(String name) throws Exception {
        System.out.println("LinkTest " + name + " seed " + SEED);
        var random = new SplittableRandom(SEED + name.hashCode());
        for (int round = 0; round < 3; round++) {
            Engine engine = Engines.open(name, round == 0 ? Map.of() : values(name, random), random.nextLong());
            Frame frame = engine.frame();
            if (frame.subject() == null) {
                continue;
            }
            for (int fork = random.nextInt(4); fork > 0; fork--) {
                frame = record(engine, frame.length() + 1 + random.nextInt(1_500));
                frame = Engines.send(engine, new Command.Seek(random.nextLong(frame.length() + 1)));
                for (int moves = 1 + random.nextInt(4); moves > 0 && !frame.moves().isEmpty(); moves--) {
                    frame = Engines.send(engine, new Command.Take(frame.moves().get(random.nextInt(frame.moves().size()))));
                }
            }
            frame = record(engine, frame.length() + random.nextInt(1_500));
            frame = Engines.send(engine, new Command.Seek(random.nextLong(frame.length() + 1)));
            String text = frame.link().text();
            Frame again = Engines.send(engine(), new Command.OpenLink(text));
            assertThat(again.problem()).as(text).isNull();
            same(frame, again);
        }
    }

    /** Plays from the end until so many steps are recorded, or there are no more. */
    private static Frame record(Engine engine, long length) {
        Frame frame = Engines.send(engine, new Command.Seek(engine.frame().length()));
        engine.handle(new Command.Play(false, 1, Granularity.MICRO), 0);
        engine.work((length - frame.length()) * 1_000_000_000L);
        return Engines.send(engine, new Command.Pause());
    }

    /** One parameter with another of its values, if the scenario has one and can be made with it. */
    private static Map<String, String> values(String name, SplittableRandom random) throws Exception {
        var scenario = Shipped.scenarios().load(name);
        var values = new HashMap<String, String>();
        for (Parameter p : scenario.parameters()) {
            if (p instanceof Parameter.Choice c && random.nextBoolean()) {
                values.put(c.name(), c.options().get(random.nextInt(c.options().size())).text());
            }
        }
        return values;
    }

    @Test
    void aFileIsOpenedAgainUnlessItHasBecomeAnother(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("my \u00e9 scenario.json"), Shipped.scenarios().bytes("missing-tlbi"));
        Engine engine = engine();
        engine.handle(new Command.OpenFile(file), 0);
        record(engine, 300);
        Frame frame = Engines.send(engine, new Command.Seek(120));
        same(frame, Engines.send(engine(), new Command.OpenLink(frame.link().text())));
        // White space means nothing, and is not the content.
        Files.writeString(file, Files.readString(file) + "\n\n");
        same(frame, Engines.send(engine(), new Command.OpenLink(frame.link().text())));
        Files.writeString(file, Files.readString(file).replace("\"tlbEntries\": 8", "\"tlbEntries\": 16"));
        Frame refused = Engines.send(engine(), new Command.OpenLink(frame.link().text()));
        assertThat(refused.problem().message()).contains("the content that the link was made of");
        assertThat(refused.subject()).isNull();
    }

    @Test
    void aTraceIsOpenedAgain() {
        for (String file : List.of("src/test/resources/kvmmmu/nested.txt")) {
            Engine engine = engine();
            engine.handle(new Command.OpenFile(Path.of(file)), 0);
            Frame frame = Engines.send(engine, new Command.Seek(engine.frame().length() / 2));
            assertThat(frame.position()).isPositive();
            same(frame, Engines.send(engine(), new Command.OpenLink(frame.link().text())));
        }
    }

    @Test
    void whatALinkCannotHaveIsToldAndWhatIsOpenStays() {
        var wrong = new ArrayList<Map.Entry<String, String>>();
        wrong.add(Map.entry("tablewalk:nope?step=1", "no such scenario"));
        wrong.add(Map.entry("tablewalk:first-walk?vcpu=9&step=1", "no such parameter"));
        wrong.add(Map.entry("tablewalk:first-walk?step=1&hash=0000000000000000", "the content that the link was made of"));
        wrong.add(Map.entry("tablewalk:x?file=/nonexistent/x.json&hash=0000000000000000", "no such file"));
        wrong.add(Map.entry("tablewalk:x?file=/dev/zero&hash=0000000000000000", "device or pipe"));
        wrong.add(Map.entry("tablewalk:first-walk?step=x", "expected 0.."));
        for (var w : wrong) {
            Engine engine = Engines.open("missing-tlbi", Map.of(), 1);
            Frame before = Engines.send(engine, new Command.Step(Granularity.MICRO, false, -1));
            Frame after = Engines.send(engine, new Command.OpenLink(w.getKey()));
            assertThat(after.problem()).as(w.getKey()).isNotNull();
            assertThat(after.problem().message()).contains(w.getValue());
            assertThat(after.subject()).isSameAs(before.subject());
            assertThat(after.stateHash()).isEqualTo(before.stateHash());
        }
    }

    /** The run ends where it ends, whatever the link says, and the window hears of it. */
    @Test
    void aStepThatIsNotReachedIsTold() {
        Frame frame = Engines.send(engine(), new Command.OpenLink("tablewalk:first-walk?step=1000000000000"));
        assertThat(frame.problem().message()).contains("1000000000000 steps");
        assertThat(frame.position()).isEqualTo(frame.length()).isPositive();
        Frame impossible = Engines.send(engine(), new Command.OpenLink("tablewalk:first-walk?choices=3:W63&step=9"));
        assertThat(impossible.problem().message()).contains("found one of 3");
    }

    @Test
    void theWindowCanStopIt() {
        Engine engine = engine();
        engine.handle(new Command.OpenLink("tablewalk:missing-tlbi?choices=0:R0&step=1000000"), 0);
        assertThat(StepLink.means("  tablewalk:x")).isTrue();
        engine.handle(new Command.Pause(), 0);
        assertThat(engine.busy()).isFalse();
    }
}
