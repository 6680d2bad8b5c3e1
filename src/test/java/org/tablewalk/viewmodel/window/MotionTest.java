package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.machine.Event;
import org.tablewalk.session.Command;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.motion.Motion;

/** What steps look like in motion, on the runs that ship. */
class MotionTest {
    private static final Map<Motion.Kind, Set<Integer>> EVENTS = Map.of(Motion.Kind.STORE, Set.of(Event.WORD_WRITE), Motion.Kind.WALK,
            Set.of(Event.WALK_READ, Event.GUEST_WALK), Motion.Kind.SWEEP, Set.of(Event.TLBI_ARRIVE, Event.TLB_FLUSH), Motion.Kind.FADE,
            Set.of(Event.PAGE_FREE, Event.SP_FREE), Motion.Kind.GROWTH, Set.of(Event.PAGE_ALLOC, Event.SP_ALLOC));

    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH),
            session::nanos);

    private void open(String name) {
        session.send(new Command.OpenShipped(name, Map.of(), null));
        model.refresh();
        model.transport().granularities().get(2).run();
    }

    private Motion step(boolean back) {
        (back ? model.transport().back() : model.transport().forward()).run();
        model.refresh();
        return model.motion().shown();
    }

    /** Steps through a whole run; which motions there were, with a step that had it. */
    private Map<Motion.Kind, StepRecord> walkThrough(String name) {
        open(name);
        var seen = new EnumMap<Motion.Kind, StepRecord>(Motion.Kind.class);
        while (model.transport().forward().enabledProperty().get()) {
            Motion motion = step(false);
            StepRecord step = session.frame().step();
            assertThat(motion != null).as("step %d %s", step.position(), step.events())
                    .isEqualTo(step.events().stream().anyMatch(e -> EVENTS.values().stream().anyMatch(s -> s.contains(e.kind()))));
            if (motion != null) {
                assertThat(step.events()).as(motion.toString()).extracting(EventRecord::kind).containsAnyElementsOf(EVENTS.get(motion.kind()));
                assertThat(model.motion().backwards()).isFalse();
                seen.putIfAbsent(motion.kind(), step);
            }
        }
        return seen;
    }

    @Test
    void everyKindOfStepOfAnArmRunHasItsOneMotion() {
        var seen = walkThrough("table-free-wrong-ttl");
        assertThat(seen.keySet()).containsExactlyInAnyOrder(Motion.Kind.STORE, Motion.Kind.WALK, Motion.Kind.SWEEP, Motion.Kind.FADE);
    }

    @Test
    void everyKindOfStepOfAnX86RunHasItsOneMotion() {
        assertThat(walkThrough("guest-writes-emulated").keySet()).contains(Motion.Kind.STORE, Motion.Kind.WALK, Motion.Kind.SWEEP, Motion.Kind.GROWTH);
    }

    @Test
    void aWalkGoesFromTheEntryReadToTheNextTableAndAtLastToTheTlb() {
        open("first-walk");
        step(false);
        assertThat(step(false)).isEqualTo(new Motion(Motion.Kind.WALK, new Motion.Entry(0x8000_0008L), new Motion.Table(0x8000_2000L), 1));
        assertThat(step(false)).isEqualTo(new Motion(Motion.Kind.WALK, new Motion.Entry(0x8000_2000L), new Motion.Table(0x8000_3000L), 2));
        assertThat(step(false)).isEqualTo(new Motion(Motion.Kind.WALK, new Motion.Entry(0x8000_3000L), new Motion.Tlb(0), 3));
    }

    @Test
    void aReadOfTheGuestsOwnTablesGoesToTheTableWhereItLies() throws Exception {
        session.send(new Command.OpenFile(Path.of(MotionTest.class.getResource("/org/tablewalk/pictures/two-stages.json").toURI())));
        model.refresh();
        model.transport().granularities().get(2).run();
        Map<Long, Motion.Place> under = new HashMap<>();
        while (model.transport().forward().enabledProperty().get()) {
            Motion motion = step(false);
            if (motion != null && motion.from() instanceof Motion.Entry entry && entry.address() >= 0x1_4020_0000L) {
                under.put(entry.address(), motion.to());
            }
        }
        assertThat(under).as("the words say IPAs 0x4020_2000 and 0x4020_3000; a leaf goes into the TLB").containsEntry(0x1_4020_0000L, new Motion.Table(0x1_4020_2000L))
                .containsEntry(0x1_4020_2000L, new Motion.Table(0x1_4020_3000L)).containsEntry(0x1_4020_2008L, new Motion.Tlb(0));
    }

    @Test
    void steppingBackGivesTheSameMotionBackwards() {
        open("first-walk");
        step(false);
        Motion there = step(false);
        step(false);
        step(true);
        assertThat(step(true)).isEqualTo(there).isNotNull();
        assertThat(model.motion().backwards()).isTrue();
    }

    @Test
    void aJumpHasNoMotionButCanBeExplainedSlowly() {
        open("first-walk");
        session.send(new Command.Run());
        model.refresh();
        model.transport().seek(2);
        model.refresh();
        assertThat(model.motion().shown()).isNull();
        long before = model.motion().serialProperty().get();
        model.motion().again().run();
        assertThat(model.motion().shown().kind()).isEqualTo(Motion.Kind.WALK);
        assertThat(model.motion().serialProperty().get()).isGreaterThan(before);
        assertThat(model.motion().length()).isEqualTo(4 * MotionViewModel.LENGTH);
        model.transport().seek(1);
        model.refresh();
        assertThat(model.motion().again().enabledProperty().get()).as("a step without a motion").isFalse();
    }

    @Test
    void playingHasMotionsAsLongAsThereIsTimeForThem() {
        open("first-walk");
        session.send(new Command.Run());
        for (int speed : new int[] {2, 5}) {
            session.send(new Command.Seek(1));
            model.refresh();
            int place = 0;
            do {
                model.transport().speedProperty().set(place++);
            } while (model.transport().stepsPerSecond() < speed);
            model.transport().play().run();
            model.refresh();
            for (int i = 0; i < 3 && session.frame().position() == 1; i++) {
                session.pass(1_000_000_000L / speed);
                model.refresh();
            }
            assertThat(session.frame().position()).isEqualTo(2);
            assertThat(model.motion().shown() != null).as("at %s steps a second", speed).isEqualTo(speed == 2);
            model.transport().play().run();
            model.refresh();
        }
    }
}
