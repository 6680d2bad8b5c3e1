package org.tablewalk.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.Shipped;
import org.tablewalk.check.RunChecks;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.shadow.ShadowNarrator;
import org.tablewalk.session.shadow.RoleWords;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Observer;
import org.tablewalk.trace.Recorder;

/** A run of a shipped x86 scenario to its end: what happened, and what it led to. */
final class ShadowRun {
    final List<EventRecord> events = new ArrayList<>();
    final X86State end;
    private final Subject subject;
    private final Recorder recorder;
    private final RunChecks checks;

    ShadowRun(String name, Map<String, String> parameters) {
        this(name, parameters, null);
    }

    /** With a seed for the order of steps, or null for the scenario's own. */
    ShadowRun(String name, Map<String, String> parameters, Long seed) {
        this(shipped(name, parameters, seed));
    }

    ShadowRun(Subject subject) {
        this.subject = subject;
        X86Machine machine = (X86Machine) subject.machine();
        checks = subject.checks(machine);
        recorder = new Recorder(machine, List.of(checks, new Collector()));
        recorder.run(subject.policy(), subject.maxSteps());
        end = new X86State(machine.map(), machine.cells().image());
    }

    private static Subject shipped(String name, Map<String, String> parameters, Long seed) {
        try {
            return Shipped.opener().shipped(name, parameters, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Collector implements Observer {
        @Override
        public void event(int kind, int actor, long a, long b, long c) {
            events.add(new EventRecord(kind, actor, a, b, c));
        }

        @Override
        public void before(int move, long position) {}

        @Override
        public void after(long position) {}

        @Override
        public Object save() {
            return this;
        }

        @Override
        public void load(Object saved) {}
    }

    /** The events of a kind, in order. */
    List<EventRecord> of(int kind) {
        return events.stream().filter(e -> e.kind() == kind).toList();
    }

    /** Host frames that the guest's accesses reached, in order. */
    List<Long> frames() {
        return of(Event.ACCESS_DONE).stream().map(e -> e.b() >>> 12).toList();
    }

    long marks(MarkKind kind) {
        return checks.marks().stream().filter(m -> m.kind() == kind).count();
    }

    /** The sentences of all steps. */
    List<String> told() {
        ShadowNarrator narrator = new ShadowNarrator(RoleWords.meaning(end.map()));
        Cursor cursor = new Cursor(recorder.recording(), subject.machine(), List.of());
        List<String> told = new ArrayList<>();
        while (cursor.forward()) {
            told.add(narrator.sentence(cursor.step(), new X86State(end.map(), cursor.machine().cells().image())));
        }
        return told;
    }
}
