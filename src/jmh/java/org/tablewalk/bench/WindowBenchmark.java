package org.tablewalk.bench;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.tablewalk.format.lockstep.LockStepSet;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.session.Granularity;
import org.tablewalk.view.Offscreen;

/**
 * The window's figures, measured on the real window without a display: {@code playing}, the time from pulse to pulse with 262,144
 * leaves against 512; {@code lockstep}, the same with four machines side by side against one; {@code shadow}, the same for the two trees with 2,052 shadow pages against four; {@code running}, the pauses of the
 * toolkit's thread while the engine runs flat out against the same window idle. What is compared is measured in turn in one Java, because the machine's load changes more from start to start than what is measured. Not a JMH benchmark, since
 * the toolkit sets the pace: {@code mvn -q -Pbench -Dbench.main=org.tablewalk.bench.WindowBenchmark -Dbench="playing 5"}, the number
 * being that of the rounds.
 */
public final class WindowBenchmark {
    private static final long WARM_MILLIS = 3_000;
    private static final long PART_MILLIS = 4_000;
    /** Short, so that a change of the machine's load falls on both sides alike. */
    private static final long PLAY_MILLIS = 1_500;
    private static final int WARM_ROUNDS = 2;
    private static final double[] SPEEDS = {60, 1_000, 100_000};
    /** Those at which the smallest run of shadow pages does not end while it is measured. */
    private static final double[] SHADOW_SPEEDS = {60, 1_000};
    private static final Map<String, String> LARGE = Map.of("region", "1G", "populated", "262144", "pageRights", "mixed", "accesses", "1000000000");
    private static final Map<String, String> SMALL = Map.of("region", "2M", "pageRights", "mixed", "accesses", "1000000000");

    private final Offscreen toolkit = Offscreen.start();
    private final Stage stage;
    private final int rounds;

    private WindowBenchmark(int rounds) throws Exception {
        this.rounds = rounds;
        stage = toolkit.call(Stage::new);
    }

    /** {@code playing|lockstep|shadow|running [ROUNDS]}. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        switch (arguments.length > 0 ? arguments[0] : "") {
            case "playing" -> atFullSpeed(rounds).playing();
            case "lockstep" -> atFullSpeed(rounds).lockStep();
            case "shadow" -> atFullSpeed(rounds).shadow();
            case "running" -> new WindowBenchmark(rounds).running();
            default -> throw new IllegalArgumentException("playing, lockstep, shadow or running, then the number of rounds");
        }
        Platform.exit();
    }

    /** Without the cap at 60 pulses a second: the next one comes as soon as the last is painted. */
    private static WindowBenchmark atFullSpeed(int rounds) throws Exception {
        System.setProperty("javafx.animation.fullspeed", "true");
        return new WindowBenchmark(rounds);
    }

    private void playing() throws Exception {
        try (var small = window(SMALL); var large = window(LARGE)) {
            for (boolean expanded : new boolean[] {false, true}) {
                for (MeasuredWindow window : new MeasuredWindow[] {small, large}) {
                    window.show(stage);
                    Thread.sleep(WARM_MILLIS / 3);
                    if (expanded) {
                        window.expand();
                    }
                    played(window, 0, 1_000, WARM_MILLIS);
                    say("%s%s: %s", window == small ? "2M" : "1G", expanded ? " expanded" : "", window.tells());
                }
                for (double speed : SPEEDS) {
                    compare(new Side("2M", small, 0), new Side("1G", large, 0), speed, expanded ? " expanded" : "");
                }
            }
        }
    }

    /** One machine, and four in lock step: the migration at the levels of FEAT_BBM, which go on for long. */
    private void lockStep() throws Exception {
        List<LockStepSet.Machine> machines = Stream.of(Map.of("flow", "v5.11", "bbmLevel", "0"), Map.of("flow", "rfc-as-meant", "leafRule", "bbm", "bbmLevel", "1"),
                Map.of("flow", "direct", "leafRule", "bbm", "bbmLevel", "2"), Map.of("flow", "direct", "leafRule", "bbm", "bbmLevel", "3")).map(values -> {
                    var all = new HashMap<String, String>(SMALL);
                    all.putAll(values);
                    return new LockStepSet.Machine(values.get("bbmLevel"), "cancelled-migration", null, all, null, List.of());
                }).toList();
        try (var one = window(SMALL); var four = new MeasuredWindow(toolkit)) {
            four.open(new Command.OpenLockStep(new LockStepSet("four", "four", "", machines)));
            var single = new Side("one", one, 0);
            var together = new Side("four", four, 0);
            for (Side side : new Side[] {single, together}) {
                played(side.window, 0, 1_000, WARM_MILLIS);
            }
            for (double speed : SHADOW_SPEEDS) {
                compare(single, together, speed, "");
            }
        }
    }

    /** The two trees: the smallest scenario from its first fault on, and the largest shadow where all but the last hundredth is mapped. */
    private void shadow() throws Exception {
        try (var little = new MeasuredWindow(toolkit); var much = new MeasuredWindow(toolkit)) {
            little.record(new Command.OpenShipped("shadow-4-on-4", Map.of(), null));
            much.record(new Command.OpenFile(LargestShadow.file()));
            var small = new Side("4-on-4", little, little.frame().length() / 4);
            var large = new Side("4 GiB", much, much.frame().length() / 100 * 99);
            for (Side side : new Side[] {small, large}) {
                played(side.window, side.from, 1_000, WARM_MILLIS);
                side.window.show(stage);
                say("%s: %,d steps, %d shapes", side.name, side.window.frame().length(), side.window.shapes(side.from));
                side.window.hide();
            }
            for (double speed : SHADOW_SPEEDS) {
                compare(small, large, speed, "");
            }
            var a = new Gaps();
            var b = new Gaps();
            for (int round = 0; round < rounds; round++) {
                a.addAll(stepped(small));
                b.addAll(stepped(large));
            }
            say("one step at a time, all panes, from the command to the pulse after it is painted%n  %s median %.2f p90 %.2f p99 %.2f ms (%d)"
                    + "%n  %s median %.2f p90 %.2f p99 %.2f ms (%d)%n  ratio of medians %.2f", small.name, a.quantile(0.5), a.quantile(0.9), a.quantile(0.99),
                    a.size(), large.name, b.quantile(0.5), b.quantile(0.9), b.quantile(0.99), b.size(), b.quantile(0.5) / a.quantile(0.5));
        }
    }

    /** What is compared: a window, and the step from which it plays. */
    private record Side(String name, MeasuredWindow window, long from) {}

    /** Times from a painted pulse to the next, and what it cost. */
    private record Played(Gaps gaps, Work work) {
        Played() {
            this(new Gaps(), new Work());
        }

        void add(Played other) {
            gaps.addAll(other.gaps);
            work.add(other.work);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "median %.2f p90 %.2f p99 %.2f ms (%d; %s)", gaps.quantile(0.5), gaps.quantile(0.9),
                    gaps.quantile(0.99), gaps.size(), work);
        }
    }

    private void compare(Side small, Side large, double speed, String how) throws Exception {
        var a = new Played();
        var b = new Played();
        for (int round = 0; round < rounds; round++) {
            a.add(played(small.window, small.from, speed, PLAY_MILLIS));
            b.add(played(large.window, large.from, speed, PLAY_MILLIS));
        }
        say("playing %.0f steps/s%s, pulse to pulse%n  %s %s%n  %s %s%n  ratio of medians %.2f, of toolkit's processor time %.2f, of both threads' %.2f",
                speed, how, small.name, a, large.name, b, b.gaps.quantile(0.5) / a.gaps.quantile(0.5),
                b.work.perFrame()[0] / a.work.perFrame()[0],
                (b.work.perFrame()[0] + b.work.perFrame()[1]) / (a.work.perFrame()[0] + a.work.perFrame()[1]));
    }

    /** Plays from a step, and measures from every pulse that had a new frame to the next pulse. */
    private Played played(MeasuredWindow window, long from, double speed, long millis) throws Exception {
        window.show(stage);
        window.send(new Command.Seek(from));
        window.send(new Command.Play(false, speed, Granularity.MICRO));
        Thread.sleep(millis / 10);
        var played = new Played();
        Work before = Work.now();
        var timer = toolkit.call(() -> new Pulses(window, played.gaps));
        Thread.sleep(millis);
        toolkit.call(() -> {
            timer.stop();
            return null;
        });
        played.work.add(before, Work.now(), played.gaps.size());
        window.hide();
        return played;
    }

    /** Makes single steps for a while, each after what the one before led to is painted, the inspector's writes too. */
    private Gaps stepped(Side side) throws Exception {
        side.window.show(stage);
        side.window.send(new Command.Seek(side.from));
        side.window.rest();
        Thread.sleep(PLAY_MILLIS / 5);
        var gaps = new Gaps();
        var timer = toolkit.call(() -> new Steps(side.window, gaps));
        Thread.sleep(PLAY_MILLIS);
        toolkit.call(() -> {
            timer.stop();
            return null;
        });
        side.window.hide();
        return gaps;
    }

    /** Sends a step when nothing new has come for a few pulses, and measures until it has been painted. */
    private static final class Steps extends AnimationTimer {
        private static final int QUIET = 5;
        private final MeasuredWindow window;
        private final Gaps gaps;
        private long shown;
        private long sent;
        private boolean painted;
        private int quiet;

        Steps(MeasuredWindow window, Gaps gaps) {
            this.window = window;
            this.gaps = gaps;
            start();
        }

        @Override
        public void handle(long now) {
            if (painted) {
                gaps.add(System.nanoTime() - sent);
                painted = false;
                sent = 0;
            }
            boolean fresh = window.shown() != shown;
            shown = window.shown();
            painted = fresh && sent != 0;
            quiet = fresh ? 0 : quiet + 1;
            if (sent == 0 && quiet >= QUIET) {
                sent = System.nanoTime();
                window.send(new Command.Step(Granularity.MICRO, false, -1));
            }
        }
    }

    /** Begun after the window's own timer, so within a pulse it comes after it and sees whether there was something new. */
    private static final class Pulses extends AnimationTimer {
        private final MeasuredWindow window;
        private final Gaps gaps;
        private long shown;
        private long last;
        private boolean painted;

        Pulses(MeasuredWindow window, Gaps gaps) {
            this.window = window;
            this.gaps = gaps;
            start();
        }

        @Override
        public void handle(long now) {
            long nanos = System.nanoTime();
            if (painted) {
                gaps.add(nanos - last);
            }
            painted = last != 0 && window.shown() != shown;
            shown = window.shown();
            last = nanos;
        }
    }

    private void running() throws Exception {
        try (var window = window(LARGE)) {
            window.show(stage);
            window.send(new Command.Play(false, SPEEDS[1], Granularity.MICRO));
            Thread.sleep(2 * WARM_MILLIS);
            window.send(new Command.Pause());
            var idle = new Pauses();
            var run = new Pauses();
            for (int round = -WARM_ROUNDS; round < rounds; round++) {
                window.open(LARGE);
                Thread.sleep(WARM_MILLIS);
                Pauses a = paused(null);
                window.send(new Command.Run());
                Pauses b = paused(window);
                long steps = window.frame().length();
                if (round >= 0) {
                    idle.addAll(a);
                    run.addAll(b);
                }
                window.send(new Command.Pause());
                window.rest();
                say("  %s %d: idle %s | flat out %s | %,d steps", round < 0 ? "warming up" : "round", round < 0 ? -round : round + 1, a.told(), b.told(), steps);
            }
            say("idle     %s%nflat out %s%np99.9 above idle: pulses %.2f ms, tasks %.2f ms, processor time %.2f ms", idle.told(), run.told(),
                    run.pulses.quantile(0.999) - idle.pulses.quantile(0.999), run.tasks.quantile(0.999) - idle.tasks.quantile(0.999),
                    run.work.quantile(0.999) - idle.work.quantile(0.999));
        }
    }

    /** What the toolkit's thread does for a while, or, given a window, until its engine comes to rest. */
    private Pauses paused(MeasuredWindow until) throws Exception {
        var pauses = new Pauses();
        toolkit.call(() -> {
            pauses.start();
            return null;
        });
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PART_MILLIS);
        while (System.nanoTime() < end && (until == null || pauses.tasks.size() < 100 || until.frame().activity() != Activity.IDLE)) {
            var done = new CountDownLatch(1);
            long asked = System.nanoTime();
            Platform.runLater(() -> {
                pauses.tasks.add(System.nanoTime() - asked);
                done.countDown();
            });
            done.await();
            Thread.sleep(1);
        }
        toolkit.call(() -> {
            pauses.stop();
            return null;
        });
        return pauses;
    }

    /** From pulse to pulse at the toolkit's usual pace, how long a task handed to its thread waits, the processor time that a pulse takes. */
    private static final class Pauses extends AnimationTimer {
        private final Gaps pulses = new Gaps();
        private final Gaps tasks = new Gaps();
        private final Gaps work = new Gaps();
        private long last;
        private long lastWork;

        @Override
        public void handle(long now) {
            long nanos = System.nanoTime();
            long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            if (last != 0) {
                pulses.add(nanos - last);
                work.add(worked - lastWork);
            }
            last = nanos;
            lastWork = worked;
        }

        void addAll(Pauses other) {
            pulses.addAll(other.pulses);
            tasks.addAll(other.tasks);
            work.addAll(other.work);
        }

        String told() {
            return "pulses " + told(pulses) + " tasks " + told(tasks) + " processor time per pulse " + told(work);
        }

        private static String told(Gaps gaps) {
            return String.format(Locale.ROOT, "p50 %.2f p99 %.2f p99.9 %.2f max %.2f ms (%d)", gaps.quantile(0.5), gaps.quantile(0.99),
                    gaps.quantile(0.999), gaps.quantile(1), gaps.size());
        }
    }

    private MeasuredWindow window(Map<String, String> parameters) throws Exception {
        var window = new MeasuredWindow(toolkit);
        window.open(parameters);
        return window;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
