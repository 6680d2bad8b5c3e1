package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Processor;
import org.tablewalk.format.lockstep.LockStepSet;

/** What lock step costs, measured in the processor time of its one thread, against what a single run costs beside it. */
class LockStepSpeedTest {
    private static final long STEPS = 1_500_000;

    /** 4.3 is what it may cost on a quiet machine; more is let pass here, where others run too. */
    @Test
    @Tag("large")
    void fourInLockStepCostLittleMoreThanFourTimesOne() {
        List<Double> apart = new ArrayList<>();
        List<Double> together = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            double one = nanos(single());
            apart.add(nanos(four("v5.11", "rfc-as-meant", "direct", "v6.4")) / one);
            together.add(nanos(four("v5.11", "v5.11", "v5.11", "v5.11")) / one);
        }
        System.out.printf(Locale.ROOT, "lock step of four against one: apart %s, together %s%n", apart, together);
        // The first rounds warm up.
        assertThat(apart.subList(2, 5).stream().mapToDouble(d -> d).min().orElseThrow()).isLessThan(4.6);
        assertThat(together.subList(2, 5).stream().mapToDouble(d -> d).min().orElseThrow()).isLessThan(4.6);
    }

    @Test
    void oneLimitIsForAllOfThem() {
        long limit = 8L << 20;
        Engine engine = new Engine(Engines.opener(), limit);
        open(engine, "v5.11", "rfc-as-meant", "direct");
        Engines.send(engine, new Command.Run());
        LockStepFrame frame = engine.lockStep();
        assertThat(frame.lead().problem().message()).contains("the recording has reached its limit of 8 MiB");
        assertThat(frame.machines()).allSatisfy(m -> assertThat(m.frame().length()).isBetween(frame.lead().length() - 20_000, frame.lead().length() + 20_000));
        Engines.send(engine, new Command.Seek(frame.lead().length() / 2));
        assertThat(engine.lockStep().parting()).isNotNull();
        assertThat(engine.lockStep().machines()).allSatisfy(m -> assertThat(m.frame().position()).isBetween(frame.lead().length() / 4, frame.lead().length()));
    }

    private static Engine single() {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        engine.handle(new Command.OpenShipped("cancelled-migration", Map.of("accesses", "1000000"), 1L), 0);
        return engine;
    }

    private static Engine four(String... flows) {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        open(engine, flows);
        return engine;
    }

    private static void open(Engine engine, String... flows) {
        List<LockStepSet.Machine> machines = new ArrayList<>();
        for (String flow : flows) {
            machines.add(new LockStepSet.Machine(flow, "cancelled-migration", null, Map.of("flow", flow, "accesses", "1000000"), 1L, List.of()));
        }
        engine.handle(new Command.OpenLockStep(new LockStepSet("set", "set", "", machines)), 0);
    }

    /** Nanoseconds for each step of the first run. */
    private static double nanos(Engine engine) {
        engine.handle(new Command.Run(), 0);
        long began = Processor.nanos();
        long slices = STEPS / Engine.SLICE;
        for (long i = 0; i < slices; i++) {
            engine.work(0);
        }
        long took = Processor.nanos() - began;
        return (double) took / engine.frame().length();
    }
}
