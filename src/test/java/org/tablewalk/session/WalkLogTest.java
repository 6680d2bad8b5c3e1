package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.walk.WalkLog;
import org.tablewalk.trace.walk.WalkVisit;

/** The calls of a walk's callback as frames carry them: forward, back, and in forks. */
class WalkLogTest {
    private static List<WalkVisit> visits(WalkLog.Part part) {
        return LongStream.range(0, part.length()).mapToObj(part::visit).toList();
    }

    private static Engine lab(String callback) {
        return Engines.open("walker-lab", Map.of("callback", callback, "addr", "0x40400000", "size", "0x3000"), 1);
    }

    @Test
    void everyCallIsThereWithWhatCameOfIt() {
        Frame end = Engines.send(lab("replace"), new Command.Run());
        List<WalkVisit> visits = visits(end.walks());
        assertThat(visits).extracting(v -> WalkVisit.flag(v.flag()) + v.level()).containsExactly("TABLE_PRE1", "TABLE_PRE2", "TABLE_POST1");
        WalkVisit replaced = visits.get(1);
        assertThat(replaced.reloaded()).isTrue();
        assertThat(replaced.pte() & 3).as("a table").isEqualTo(3);
        assertThat(replaced.again() & 3).as("a block").isEqualTo(1);
        assertThat(replaced.returned()).isGreaterThan(replaced.position());
        assertThat(end.walks().before(replaced.position())).isEqualTo(1);
        assertThat(end.walks().before(replaced.position() + 1)).isEqualTo(2);
        assertThat(end.walks().before(0)).isZero();
        assertThat(end.walks().before(end.length())).isEqualTo(3);
    }

    @Test
    void goingBackLosesNothing() {
        Engine engine = lab("nothing");
        List<WalkVisit> all = visits(Engines.send(engine, new Command.Run()).walks());
        assertThat(visits(Engines.send(engine, new Command.Seek(1)).walks())).isEqualTo(all);
    }

    /** Whoever was there first is not changed by the other, nor the other by him. */
    @Test
    void twoThatGoOnFromTheSameCallDoNotSeeEachOther() {
        var first = new WalkLog(3, 1);
        first.before(0, 10);
        first.event(Event.CALL, 0, 3, 0x8000, 2);
        first.event(Event.WORD_READ, 0, 0x8000, 0, 0);
        first.event(Event.CALLBACK, 0, 0x4000_0000L, 2, WalkVisit.LEAF);
        Object saved = first.save();
        var second = new WalkLog(3, 1);
        second.load(saved);
        first.before(0, 11);
        first.event(Event.RETURN, 0, 7, -11, 0);
        second.before(0, 12);
        second.event(Event.RETURN, 0, 7, 0, 0);
        second.event(Event.WORD_READ, 0, 0x8000, 5, 0);
        assertThat(first.part().visit(0)).isEqualTo(new WalkVisit(10, 0, WalkVisit.LEAF, 2, 0x4000_0000L, 0x8000, 0, 11, -11, false, 0));
        assertThat(second.part().visit(0)).isEqualTo(new WalkVisit(10, 0, WalkVisit.LEAF, 2, 0x4000_0000L, 0x8000, 0, 12, 0, true, 5));
    }

    /** A run that is begun again in the middle of a call has the calls before it, and goes on by itself. */
    @Test
    void aForkHasTheCallsBeforeIt() {
        Engine engine = lab("install-tables");
        Frame end = Engines.send(engine, new Command.Run());
        List<WalkVisit> all = visits(end.walks());
        for (WalkVisit in : all) {
            Engines.send(engine, new Command.SwitchRun(0));
            Frame there = Engines.send(engine, new Command.Seek(in.position() + 1));
            Engines.send(engine, new Command.Take(there.nextMove()));
            Frame forked = Engines.send(engine, new Command.Run());
            assertThat(visits(forked.walks())).isEqualTo(all);
        }
        assertThat(visits(Engines.send(engine, new Command.SwitchRun(0)).walks())).isEqualTo(all);
    }
}
