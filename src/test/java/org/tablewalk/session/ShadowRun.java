package org.tablewalk.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.check.shadow.ShadowChecks;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.ShadowNarrator;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/** A run of a shipped x86 scenario to its end: what happened, and what it led to. */
final class ShadowRun {
    final Run run;
    final List<EventRecord> events = new ArrayList<>();
    final X86State end;

    ShadowRun(String name, Map<String, String> parameters) {
        Subject subject = subject(name, parameters);
        run = new Run(subject);
        run.recorder().run(subject.policy(), subject.maxSteps());
        X86Machine machine = (X86Machine) run.recorder().machine();
        end = new X86State(machine.map(), machine.cells().image());
        run.cursor().scan(0, run.recording().length(), (kind, actor, a, b, c) -> events.add(new EventRecord(kind, actor, a, b, c)), (p, m, x, l) -> true);
    }

    private static Subject subject(String name, Map<String, String> parameters) {
        try {
            return Engines.opener().shipped(name, parameters, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return run.marks().stream().filter(m -> m.kind() == kind).count();
    }

    List<Mark> brokenInvariants() {
        return run.marks().stream().filter(m -> m.kind() == MarkKind.INVARIANT).toList();
    }

    ShadowChecks checks() {
        return (ShadowChecks) run.checks();
    }

    /** The sentences of all steps. */
    List<String> told() {
        ShadowNarrator narrator = new ShadowNarrator(ScenarioChecks.meaning(end.map()));
        List<String> told = new ArrayList<>();
        run.cursor().seek(0);
        while (run.cursor().forward()) {
            told.add(narrator.sentence(run.cursor().step(), new X86State(end.map(), run.cursor().machine().cells().image())));
        }
        return told;
    }
}
