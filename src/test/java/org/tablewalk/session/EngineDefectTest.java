package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.check.RunChecks;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.machine.Machine;
import org.tablewalk.session.stage2.Stage2Machines;

/** A defect somewhere below the engine, in the middle of a step: the thread lives, what was recorded is intact, and the run goes on. */
@Timeout(60)
class EngineDefectTest {
    private static final long BROKEN = 7;

    private final AtomicReference<Supplier<Throwable>> defect = new AtomicReference<>();
    private final AtomicInteger uncaught = new AtomicInteger();
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void count() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.incrementAndGet());
    }

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    /** Arm machines whose observer fails after a step, when the machine has moved and the recording has not. */
    private final class Broken implements MachineKind {
        private final MachineKind real = new Stage2Machines();

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Architecture architecture() {
            return real.architecture();
        }

        @Override
        public RunChecks checks(Machine machine) {
            RunChecks checks = real.checks(machine);
            return (RunChecks) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {RunChecks.class}, (proxy, method, args) -> {
                Supplier<Throwable> now = defect.get();
                if (method.getName().equals("after") && (long) args[0] == BROKEN && now != null) {
                    throw now.get();
                }
                try {
                    return method.invoke(checks, args);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }

        @Override
        public int cellOf(Machine machine, long address) {
            return real.cellOf(machine, address);
        }

        @Override
        public String tlbiName(int operation) {
            return real.tlbiName(operation);
        }
    }

    private static Frame await(Session session, Predicate<Frame> condition) {
        for (;;) {
            Frame frame = session.frame();
            if (condition.test(frame)) {
                return frame;
            }
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "step", "play"})
    void theRunIsIntactAndGoesOn(String how) {
        Command command = switch (how) {
            case "run" -> new Command.Run();
            case "step" -> new Command.Step(Granularity.PHASE, false, -1);
            default -> new Command.Play(false, 100_000, Granularity.MICRO);
        };
        Engine right = new Engine(Engines.opener(), Engines.GIB);
        right.handle(new Command.OpenShipped("first-walk", Map.of(), 1L), 0);
        Frame end = Engines.send(right, new Command.Run());
        for (Supplier<Throwable> kind : List.<Supplier<Throwable>>of(() -> new IllegalStateException("on purpose"), StackOverflowError::new, () -> new AssertionError(
                "on purpose"))) {
            try (EngineSession session = new EngineSession(new Engine(new Opener(List.of(new Broken()), List.of()), Engines.GIB))) {
                session.send(new Command.OpenShipped("first-walk", Map.of(), 1L));
                await(session, f -> f.subject() != null);
                defect.set(kind);
                session.send(command);
                Frame failed = await(session, f -> f.problem() != null);
                assertThat(failed.problem().message()).contains("a defect of the program");
                assertThat(failed.length()).isEqualTo(BROKEN);
                assertThat(failed.activity()).isEqualTo(Activity.IDLE);
                defect.set(null);
                session.send(new Command.Seek(3));
                assertThat(await(session, f -> f.position() == 3).stateHash()).isEqualTo(Engines.send(right, new Command.Seek(3)).stateHash());
                session.send(new Command.Run());
                Frame again = await(session, f -> f.ended() && f.activity() == Activity.IDLE && f.position() == f.length());
                assertThat(again.length()).isEqualTo(end.length());
                assertThat(again.runHash()).isEqualTo(end.runHash());
                assertThat(again.counters()).isEqualTo(end.counters());
            }
        }
        assertThat(uncaught).hasValue(3);
    }

    /** Even a cursor that fails at every position leaves a thread that answers. */
    @Test
    void aDefectThatStaysIsToldEveryTimeAndTheThreadLives() {
        try (EngineSession session = new EngineSession(new Engine(new Opener(List.of(new Broken()), List.of()), Engines.GIB))) {
            session.send(new Command.OpenShipped("first-walk", Map.of(), 1L));
            await(session, f -> f.subject() != null);
            defect.set(() -> new IllegalStateException("on purpose"));
            for (int i = 0; i < 5; i++) {
                session.send(new Command.Run());
                await(session, f -> f.problem() != null);
                session.send(new Command.Seek(BROKEN));
                await(session, f -> f.problem() == null && f.position() == BROKEN);
                session.send(new Command.Seek(0));
                await(session, f -> f.position() == 0);
            }
            assertThat(uncaught).hasValue(5);
        }
    }
}
