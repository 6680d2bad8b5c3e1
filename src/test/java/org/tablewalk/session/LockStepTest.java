package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.format.lockstep.LockStepSet;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.machine.Event;
import org.tablewalk.session.lockstep.Parting;
import org.tablewalk.session.lockstep.Standing;
import org.tablewalk.trace.EventRecord;

/** Machines side by side. What is expected of them is found by a slow diff of the events of their runs, which are gone through once more step by step. */
@Tag("seeded")
class LockStepTest {
    private static final int PAIRS = Integer.getInteger("tablewalk.pairs", 16);
    private static final int STEPS = 260;

    static Stream<String> shipped() {
        return Engines.opener().scenarios().shipped().stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void equalMachinesNeverPart(String name) {
        long seed = Seeds.of(12);
        Engine engine = open(machine(name, Map.of(), seed), machine(name, Map.of(), seed), machine(name, Map.of(), seed));
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            Engines.send(engine, new Command.Lead(random.nextInt(3)));
            for (int s = 0; s < 40; s++) {
                engine.handle(new Command.Step(Granularity.MICRO, false, -1), 0);
            }
            Engines.send(engine, new Command.Seek(random.nextInt(200)));
            LockStepFrame frame = engine.lockStep();
            assertThat(frame.parting()).as("seed %d", seed).isNull();
            assertThat(frame.machines()).as("seed %d", seed).allSatisfy(m -> {
                assertThat(m.standing()).isEqualTo(Standing.TOGETHER);
                assertThat(m.frame().position()).isEqualTo(frame.lead().position());
                assertThat(m.frame().stateHash()).isEqualTo(frame.lead().stateHash());
            });
        }
    }

    /** Pairs of any scenario with any two values of any of its parameters: replay one with {@code -Dtablewalk.seed}. */
    @Test
    void theFirstDivergenceIsWhereADiffOfTheTracesSays() {
        long first = Seeds.of(12);
        int parted = 0;
        for (int i = 0; i < PAIRS; i++) {
            long seed = first + i;
            Engine engine = pair(new Random(seed), seed);
            for (int s = 0; s < STEPS; s++) {
                engine.handle(new Command.Step(Granularity.MICRO, false, -1), 0);
            }
            settle(engine);
            List<List<Told>> traces = List.of(trace(engine, 0), trace(engine, 1));
            int same = same(traces.get(0), traces.get(1));
            Parting parting = engine.lockStep().parting();
            String which = "-Dtablewalk.seed=" + seed + " " + engine.frame().subject().name() + " " + engine.lockStep().machines().stream().map(m -> m.frame().subject().changed())
                    .toList();
            if (same < traces.get(0).size() && same < traces.get(1).size()) {
                parted++;
                assertThat(parting).as(which).isNotNull();
                assertThat(parting.event()).as(which).isEqualTo(same);
                for (int m = 0; m < 2; m++) {
                    assertThat(parting.deeds().get(m).step()).as(which).isEqualTo(traces.get(m).get(same).step());
                    assertThat(new Told(0, parting.deeds().get(m).event())).as(which).isEqualTo(new Told(0, traces.get(m).get(same).event()));
                    assertThat(engine.lockStep().machines().get(m).parted()).as(which).isEqualTo(parting.deeds().get(m).step());
                }
                places(engine, traces, same, new Random(seed), which);
            } else if (parting != null) {
                assertThat(parting.event()).as(which).isEqualTo(same);
            }
        }
        System.out.println("lock step: " + parted + " of " + PAIRS + " pairs parted, -Dtablewalk.seed=" + first);
        assertThat(parted).isPositive();
    }

    /** Whoever is shown at the end of his run has the other recorded to the end too: until nothing more comes, so that the traces are those of all that is compared afterwards. */
    private static void settle(Engine engine) {
        long before;
        do {
            before = lengths(engine);
            for (int m = 0; m < 2; m++) {
                Engines.send(engine, new Command.Lead(m));
                Engines.send(engine, new Command.Seek(engine.frame().length()));
            }
        } while (lengths(engine) > before);
    }

    private static long lengths(Engine engine) {
        return engine.lockStep().machines().stream().mapToLong(m -> m.frame().length()).sum();
    }

    /** Both traces are recorded as far as they will be; each leads in turn. */
    private static void places(Engine engine, List<List<Told>> traces, int same, Random random, String which) {
        for (int lead = 0; lead < 2; lead++) {
            Engines.send(engine, new Command.Lead(lead));
            long length = engine.frame().length();
            for (int i = 0; i < 12; i++) {
                Engines.send(engine, new Command.Seek(random.nextLong(length)));
                LockStepFrame frame = engine.lockStep();
                Frame other = frame.machines().get(1 - lead).frame();
                long expected = place(traces.get(lead), traces.get(1 - lead), same, frame.lead().position(), other.length());
                assertThat(other.position()).as("%s, %d leads at %d", which, lead, frame.lead().position()).isEqualTo(expected);
            }
        }
    }

    private static long place(List<Told> lead, List<Told> other, int same, long position, long length) {
        int events = (int) lead.stream().filter(t -> t.step() < position).count();
        if (events <= same) {
            long since = position - after(lead, events - 1);
            return Math.min(after(other, events - 1) + since, events < other.size() ? other.get(events).step() : length);
        }
        Map<String, Long> there = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        for (Told t : other) {
            if (t.name() != null && t.step() >= other.get(same).step()) {
                there.put(t.name() + "#" + times.merge(t.name(), 1, Integer::sum), t.step() + 1);
            }
        }
        times.clear();
        long place = after(other, same);
        if (position == after(lead, same)) {
            return place;
        }
        for (Told t : lead) {
            if (t.name() != null && t.step() >= lead.get(same).step() && t.step() < position) {
                place = Math.max(place, there.getOrDefault(t.name() + "#" + times.merge(t.name(), 1, Integer::sum), 0L));
            }
        }
        return place;
    }

    private static long after(List<Told> trace, int event) {
        return event < 0 ? 0 : trace.get(event).step() + 1;
    }

    private static int same(List<Told> one, List<Told> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && new Told(0, one.get(same).event()).equals(new Told(0, other.get(same).event()))) {
            same++;
        }
        return same;
    }

    /** A counted event of a trace, without what numbers parts of a program. */
    private record Told(long step, EventRecord event) {
        Told {
            event = switch (event.kind()) {
                case Event.HALT, Event.EXCEPTION -> new EventRecord(event.kind(), event.actor(), event.a(), event.b(), 0);
                case Event.ASSERT_FAILED -> new EventRecord(event.kind(), event.actor(), 0, event.b(), event.c());
                default -> event;
            };
        }

        String name() {
            return switch (event.kind()) {
                case Event.ACCESS_DONE, Event.WORD_WRITE -> List.of(event.kind(), event.actor(), event.a(), event.c()).toString();
                case Event.TLBI_ISSUE -> List.of(event.kind(), event.actor(), event.b(), event.c()).toString();
                case Event.HALT, Event.INVLPG, Event.PTE_WRITE, Event.GIVE -> event.toString();
                default -> null;
            };
        }
    }

    /** Every counted event of a machine's run, found by going through it. */
    private static List<Told> trace(Engine engine, int machine) {
        engine.handle(new Command.Lead(machine), 0);
        List<Told> told = new ArrayList<>();
        long length = engine.frame().length();
        for (long at = 1; at <= length; at++) {
            engine.handle(new Command.Seek(at), 0);
            long step = at - 1;
            engine.frame().step().events().stream().filter(e -> e.kind() != Event.CALL && e.kind() != Event.CALLBACK && e.kind() != Event.RETURN && e.kind() != Event.NOTE)
                    .forEach(e -> told.add(new Told(step, e)));
        }
        return told;
    }

    /** Two machines of one scenario that differ in some values, or only in the seed of the second's own policy. */
    private static Engine pair(Random random, long seed) {
        while (true) {
            try {
                List<String> names = Engines.opener().scenarios().shipped();
                String name = names.get(random.nextInt(names.size()));
                Engine engine = new Engine(Engines.opener(), Engines.GIB);
                Engines.send(engine, new Command.OpenLockStep(new LockStepSet("pair", "pair", "", List.of(machine(name, values(name, random), seed), machine(name, values(name,
                        random), seed)))));
                if (engine.frame().problem() == null) {
                    return engine;
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static Map<String, String> values(String name, Random random) throws java.io.IOException {
        Map<String, String> values = new LinkedHashMap<>();
        List<Parameter> parameters = Engines.opener().scenarios().load(name).parameters();
        for (int i = 0; i < Math.min(2, parameters.size()); i++) {
            Parameter p = parameters.get(random.nextInt(parameters.size()));
            values.put(p.name(), switch (p) {
                case Parameter.Choice c -> c.options().get(random.nextInt(c.options().size())).text();
                case Parameter.Flag f -> Boolean.toString(random.nextBoolean());
                case Parameter.Whole w -> Long.toString(w.min() + random.nextLong(Math.min(8, w.max() - w.min() + 1)));
            });
        }
        return values;
    }

    @Test
    void theBadSequencePartsFromTheGoodOneWhereTheInvalidationIsMissing() {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        Engines.send(engine, new Command.OpenShippedSet("good-and-bad"));
        Engines.send(engine, new Command.Run());
        LockStepFrame frame = engine.lockStep();
        assertThat(frame.parting()).isNotNull();
        assertThat(frame.parting().deeds().getFirst().event().kind()).isEqualTo(Event.MSR);
        assertThat(frame.machines()).allSatisfy(m -> assertThat(m.frame().ended()).isTrue());
        assertThat(frame.machines()).extracting(m -> m.frame().judgement().findings().isEmpty()).containsExactly(true, false);
        Engines.send(engine, new Command.Seek(frame.parting().deeds().getFirst().step() + 1));
        assertThat(engine.lockStep().machines()).allSatisfy(m -> assertThat(m.standing()).isEqualTo(Standing.PARTING));
        assertThat(engine.lockStep().machines()).allSatisfy(m -> assertThat(m.frame().position()).isEqualTo(m.parted() + 1));
    }

    @Test
    void theLevelsOfBbmDoTheSameUpToTheFirstStoreAndThenEachItsOwn() {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        Engines.send(engine, new Command.OpenShippedSet("bbm-levels"));
        Engines.send(engine, new Command.Run());
        LockStepFrame frame = engine.lockStep();
        assertThat(frame.machines()).hasSize(5);
        assertThat(frame.parting().deeds()).allSatisfy(deed -> assertThat(deed.event().kind()).isEqualTo(Event.WORD_WRITE));
        assertThat(frame.counters()).allSatisfy(c -> assertThat(c.values()).hasSize(5));
        assertThat(frame.counters().stream().filter(c -> c.key().equals("spuriousFaults")).findFirst().orElseThrow().values().getFirst()).isPositive();
    }

    @Test
    void whatOneDoesFirstAndTheOtherLaterIsWhereTheyPartAndTheyMeetOnlyAfterwards() {
        Engine engine = open(machine("combined-entries", Map.of("flow", "right"), null), machine("combined-entries", Map.of("flow", "too-early"), null));
        Engines.send(engine, new Command.Run());
        Parting parting = engine.lockStep().parting();
        assertThat(parting.deeds()).as("IPAS2E1IS here, VMALLE1IS there").allSatisfy(deed -> assertThat(deed.event().kind()).isEqualTo(Event.TLBI_ISSUE));
        for (int lead = 0; lead < 2; lead++) {
            Engines.send(engine, new Command.Lead(lead));
            long parts = parting.deeds().get(lead).step() + 1;
            Engines.send(engine, new Command.Seek(parts));
            LockStepFrame frame = engine.lockStep();
            assertThat(frame.machines()).extracting(LockStepFrame.Machine::standing).containsOnly(Standing.PARTING);
            assertThat(frame.machines()).allSatisfy(m -> assertThat(m.frame().position()).isEqualTo(m.parted() + 1));
            Engines.send(engine, new Command.Seek(parts + 1));
            assertThat(engine.lockStep().machines().get(1 - lead).frame().position()).as("it does that too, later").isGreaterThan(parting.deeds().get(1 - lead).step() + 1);
        }
    }

    @Test
    void aLineMayBeAnother() {
        LockStepSet.Machine right = machine("missing-tlbi", Map.of("invalidate", "everywhere"), 3L);
        // In the listing 'host' line 19 is the TLBI that goes everywhere.
        LockStepSet.Machine wrong = new LockStepSet.Machine("wrong", "missing-tlbi", null, right.values(), 3L, List.of(LineEdit.remove("host", 19)));
        Engine engine = open(right, wrong);
        Engines.send(engine, new Command.Run());
        assertThat(engine.lockStep().parting().deeds().getFirst().event().kind()).isEqualTo(Event.TLBI_ISSUE);
    }

    @Test
    void oneOfThemGoesOnAloneAndItsLinkLeadsToWhereItIsShown() {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        Engines.send(engine, new Command.OpenShippedSet("bbm-levels"));
        Engines.send(engine, new Command.Run());
        Engines.send(engine, new Command.Seek(900));
        Frame third = engine.lockStep().machines().get(2).frame();
        assertThat(third.link()).isNull();
        Engines.send(engine, new Command.Alone(2));
        assertThat(engine.lockStep()).isNull();
        Frame alone = engine.frame();
        assertThat(alone.position()).isEqualTo(third.position());
        assertThat(alone.stateHash()).isEqualTo(third.stateHash());
        assertThat(alone.runHash()).isEqualTo(third.runHash());
        if (alone.link().text().length() <= StepLink.LONGEST) {
            Engine again = new Engine(Engines.opener(), Engines.GIB);
            assertThat(Engines.send(again, new Command.OpenLink(alone.link().text())).runHash()).isEqualTo(alone.runHash());
        }
    }

    @Test
    void forksAreComparedAsTheyWereMade() {
        Engine engine = Engines.open("missing-tlbi", Map.of(), 5);
        Engines.send(engine, new Command.Run());
        Engines.send(engine, new Command.Seek(4));
        Frame here = engine.frame();
        int other = here.moves().stream().filter(m -> m != here.nextMove()).findFirst().orElseThrow();
        Engines.send(engine, new Command.Take(other));
        Engines.send(engine, new Command.Run());
        String fork = engine.frame().runHash();
        Engines.send(engine, new Command.Compare(List.of(0, 1), List.of()));
        Engines.send(engine, new Command.Run());
        assertThat(engine.lockStep().machines().get(1).frame().runHash()).isEqualTo(fork);
        assertThat(engine.lockStep().parting()).isNotNull();
        assertThat(engine.lockStep().machines().get(1).parted()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aMoveInThePastEndsTheLockStepWithAFork() {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        Engines.send(engine, new Command.OpenShippedSet("good-and-bad"));
        Engines.send(engine, new Command.Run());
        Engines.send(engine, new Command.Seek(4));
        Frame here = engine.frame();
        Engines.send(engine, new Command.Take(here.moves().stream().filter(m -> m != here.nextMove()).findFirst().orElseThrow()));
        assertThat(engine.lockStep()).isNull();
        assertThat(engine.frame().runs()).hasSize(2);
    }

    @Test
    void otherKindsAndTooManyAreRefusedAndWhatIsOpenStays() {
        Engine engine = Engines.open("missing-tlbi", Map.of(), 1);
        Engines.send(engine, new Command.Compare(List.of(0), List.of(machine("shadow-4-on-4", Map.of(), null))));
        assertThat(engine.frame().problem().message()).contains("one kind");
        assertThat(engine.lockStep()).isNull();
        Engines.send(engine, new Command.Compare(List.of(0), List.of()));
        assertThat(engine.frame().problem().message()).contains("2..5");
        assertThat(engine.frame().subject().name()).isEqualTo("missing-tlbi");
    }

    private static LockStepSet.Machine machine(String name, Map<String, String> values, Long seed) {
        return new LockStepSet.Machine(name, name, null, values, seed, List.of());
    }

    private static Engine open(LockStepSet.Machine... machines) {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        Engines.send(engine, new Command.OpenLockStep(new LockStepSet("set", "set", "", List.of(machines))));
        assertThat(engine.frame().problem()).isNull();
        return engine;
    }
}
