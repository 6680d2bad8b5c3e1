package org.tablewalk.picture.stage2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.stage2.Observers;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.format.scenario.Library;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.stage2.ArmHardware;
import org.tablewalk.kvm.stage2.Listings;
import org.tablewalk.kvm.stage2.Walker;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.TlbLayout;
import org.tablewalk.picture.tree.Holders;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreePicture;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.picture.tree.TreeView;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.walk.WalkLog;
import org.tablewalk.trace.tlb.TlbLog;

/** Scenes of a real run: what the pictures say must be what the machine and the checks say. */
public class ArmSceneTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    /** The shipped scenarios of Arm machines. */
    public static List<String> shipped() throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : Shipped.scenarios().shipped()) {
            if (Shipped.scenarios().load(name).hardware() instanceof ArmHardware) {
                names.add(name);
            }
        }
        return names;
    }

    static final Library LISTINGS = new Library() {
        @Override
        public String text(String name) {
            return Listings.text(name);
        }

        @Override
        public Collection<String> names() {
            return Listings.names();
        }
    };

    /** A shipped scenario, run and ready to be sought. */
    static final class Replay {
        final Recorder recorder;
        final List<BrokenWindow> windows;
        final Checks checks;
        final Cursor cursor;
        private final ArmMachine machine;

        private final WalkLog walks;

        Replay(String name, Map<String, String> parameters, long steps) throws IOException {
            ScenarioMachine scenario = Shipped.machine(name, parameters);
            ArmMachine first = (ArmMachine) scenario.get();
            checks = Stage2Checks.of(first);
            walks = WalkLog.of(first.map().program(), Walker.VISIT, first.cpus());
            recorder = new Recorder(first, List.of(checks, walks));
            recorder.run(scenario.policy(), Math.min(steps, scenario.steps()));
            windows = checks.windows();
            machine = (ArmMachine) scenario.get();
            cursor = new Cursor(recorder.recording(), machine, List.of(Stage2Checks.of(machine)));
        }

        long length() {
            return recorder.recording().length();
        }

        ArmState at(long position) {
            cursor.seek(position);
            return new ArmState(machine.map(), machine.cells().image());
        }

        TreeScene scene(long position) {
            ArmState state = at(position);
            Set<Long> next = position < length() ? new NextTouch().of(state, recorder.recording().move(position)) : Set.of();
            return ArmScene.of(state, cursor.step(), windows, position, next).with(ArmScene.walks(state, walks.part(), position, at -> new ArmTables(state)));
        }
    }

    @Test
    void whoMayStillUseABrokenEntryIsWhatTheChecksSay() throws Exception {
        var replay = new Replay("cancelled-migration", Map.of(), 30_000);
        assertThat(replay.windows).isNotEmpty();
        int held = 0;
        for (BrokenWindow window : replay.windows.subList(0, Math.min(12, replay.windows.size()))) {
            long end = window.open() ? replay.length() : window.to();
            for (long p = window.from() + 1; p <= end; p += Math.max(1, (end - window.from()) / 40)) {
                TreeScene scene = replay.scene(p);
                assertThat(scene.broken()).as("position %d", p).contains(window.descriptorAddress());
                var alone = new TreeScene("", scene.tables(), scene.cpus(), scene.before(), scene.next(), scene.copies(), scene.walks(),
                        scene.broken(), Map.of());
                var cache = new TreeCache();
                cache.begin(alone.tables(), Map.of());
                long[] mask = Holders.of(alone, cache.graph()).of(window.descriptorAddress()).toLongArray();
                long drawn = mask.length == 0 ? 0 : mask[0];
                long checked = Observers.users(Observers.of(replay.at(p), window.descriptorAddress()));
                assertThat(drawn).as("position %d, %s", p, window).isEqualTo(checked);
                held += Long.bitCount(checked);
            }
        }
        assertThat(held).isPositive();
    }

    @Test
    void theTablesOfTlbsNameTheStaleEntriesAtABreak() throws Exception {
        var replay = new Replay("cancelled-migration", Map.of(), 30_000);
        ArmState state = replay.at(replay.windows.getFirst().from() + 1);
        var layout = new TlbLayout(METRICS);
        int stale = 0;
        TlbBook<ArmState.TlbEntry> book = ArmTlbs.book(state.map());
        book.show(new ArmTlbs(state, null, new ArmTables(state).format()), null, TlbLog.Part.NONE);
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            long slots = state.tlb(cpu).stream().filter(e -> Observers.stale(state, e)).count();
            Drawing drawing = layout.layOut(cpu, book.of(cpu), 0, 700, 2000);
            assertThat(drawing.hots().stream().filter(h -> h.tip().endsWith("STALE"))).hasSize((int) slots);
            stale += (int) slots;
        }
        assertThat(stale).isPositive();
    }

    @Test
    void everyMomentOfEveryShippedScenarioDrawsAndStandsStill() throws Exception {
        for (String name : shipped()) {
            var replay = new Replay(name, Map.of(), 20_000);
            if (ArmForest.size(replay.machine.map().config()) > 1) {
                // Drawn as a forest: ArmForestTest.
                continue;
            }
            var layout = new TreeLayout(METRICS);
            var cache = new TreeCache();
            TreeView view = TreeView.initial();
            Map<Target, Box> before = Map.of();
            for (long p = 0; p <= replay.length(); p += Math.max(1, replay.length() / 300)) {
                TreePicture picture = layout.layOut(replay.scene(p), view, 840, 460, cache);
                view = picture.view();
                Map<Target, Box> now = new HashMap<>();
                picture.drawing().hots().stream().filter(h -> h.target().kind() == Target.Kind.DESCRIPTOR)
                        .forEach(h -> now.put(h.target(), h.box()));
                for (Map.Entry<Target, Box> e : before.entrySet()) {
                    if (now.containsKey(e.getKey()) && !now.get(e.getKey()).equals(e.getValue())) {
                        fail("%s, position %d: %s moved", name, p, e.getKey());
                    }
                }
                before = now;
            }
        }
    }

    @Test
    void theWordAboutToBeTouchedIsTouched() throws Exception {
        var replay = new Replay("cancelled-migration", Map.of(), 5_000);
        int predicted = 0;
        int touched = 0;
        for (long p = 0; p < replay.length() && p < 3000; p++) {
            ArmState state = replay.at(p);
            int move = replay.recorder.recording().move(p);
            Set<Long> next = new NextTouch().of(state, move);
            if (next.isEmpty()) {
                continue;
            }
            predicted++;
            // Within the listing line: the same CPU's next few steps.
            for (long q = p; q < Math.min(replay.length(), p + 80); q++) {
                replay.cursor.seek(q + 1);
                if (replay.cursor.step().cpu() == org.tablewalk.machine.Move.actor(move) && replay.cursor.step().events().stream()
                        .anyMatch(e -> next.contains(e.a()))) {
                    touched++;
                    break;
                }
            }
        }
        assertThat(predicted).isGreaterThan(20);
        assertThat(touched).isGreaterThan(predicted * 9 / 10);
    }
}
