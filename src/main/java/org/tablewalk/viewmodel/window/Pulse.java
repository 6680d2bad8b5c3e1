package org.tablewalk.viewmodel.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Session;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.kind.Moments;

/** What one pulse does: reads the session's latest frame and hands it to the panes, all of them or as many as there is time for. */
final class Pulse {
    private final MainViewModel window;
    private final Session session;
    private final Bench bench;
    private final Cadence cadence;
    private final Messages messages;
    private final Moments moments;
    private final Headings headings;
    private final Details details;
    private final Map<String, KindPanes> panesOf = new HashMap<>();
    private final Deque<Runnable> staggered = new ArrayDeque<>();
    private KindPanes panes;
    private Moment shown;
    private boolean behind;

    /** {@code window}: whose panes are shown; it is complete before anything is read. */
    Pulse(MainViewModel window, Session session, List<KindViews> kinds, Bench bench, Cadence cadence, Messages messages) {
        this.window = window;
        this.session = session;
        this.bench = bench;
        this.cadence = cadence;
        this.messages = messages;
        moments = new Moments(kinds, messages);
        headings = new Headings(messages);
        details = new Details(window, messages);
    }

    /** The panes of the kind that is open. */
    KindPanes panes() {
        return panes;
    }

    /** What is shown; null before the first frame. */
    Moment shown() {
        return shown;
    }

    /** Another CPU is looked at. */
    void cpu() {
        if (shown != null) {
            details.listing(shown);
        }
    }

    /** Somebody looks at the events, or nobody any more. */
    void events() {
        details.events(shown);
    }

    /** Shows the panes of a kind for a subject, or null. */
    void open(KindViews kind, Subject subject) {
        KindPanes now = panesOf.computeIfAbsent(kind.kind(), name -> kind.panes(bench));
        if (now != panes) {
            now.centre().link(window.links());
            now.centre().flag(window.verdict().signs());
            panes = now;
            window.pair().open(panes);
            window.legend().show(kind.legend());
        }
        window.centre().show(panes, subject);
        panes.open();
    }

    /** Reads the latest frame. Returns whether there was a new one. */
    boolean read() {
        panes.pulse();
        boolean urgent = cadence.urgent();
        if (!staggered.isEmpty() && !urgent) {
            window.defects().guard("pictures", staggered.poll());
            return true;
        }
        if (!urgent && shown != null && shown.running() && cadence.resting()) {
            return false;
        }
        Frame latest = session.frame();
        LockStepFrame together = session.lockStep();
        Frame frame = together == null ? latest : together.lead();
        boolean fresh = shown == null || frame.version() != shown.frame().version();
        if (fresh) {
            show(moments.of(frame), together);
        } else if (behind && due(shown)) {
            detail(shown);
        }
        details.next(shown, panes);
        return window.defects().guard("verdict", () -> window.schedules().show(session.proof(), shown), false) || fresh;
    }

    private void show(Moment now, LockStepFrame together) {
        Moment before = shown;
        Frame frame = now.frame();
        boolean other = !now.sameSubject(before);
        shown = now;
        window.tlbEntry().show(now);
        cadence.shown();
        if (together == null) {
            window.motion().show(now, before, window.transport().stepsPerSecond());
        }
        window.defects().open(now.open() ? frame.subject().name() : "");
        if (other) {
            window.transport().cpuProperty().set(0);
            if (now.open()) {
                open(now.views(), frame.subject());
            }
        }
        String told = details.sentence(now);
        window.status().engine(headings.engine(frame));
        window.transport().show(now.open(), frame.position(), frame.length(), frame.ended(), now.playing(), now.running());
        window.verdict().sign(now);
        var pictures = new ArrayList<Runnable>(List.of(() -> window.seekBar().show(frame, told, together == null ? -1 : together.machines().get(together.leading()).parted()),
                () -> window.lockStep().show(together)));
        if (together == null) {
            pictures.addAll(List.of(() -> window.rows().show(now, told), () -> showTlbs(now)));
        }
        if (now.open() && together == null) {
            pictures.addAll(panes.pictures(now, told));
            pictures.add(() -> window.pair().show(now));
        }
        staggered.clear();
        if (now.running() && before != null && before.running() && !other) {
            // Flat out nobody compares the panes; one picture a pulse keeps the toolkit's thread free for the user.
            staggered.addAll(pictures);
        } else {
            pictures.forEach(picture -> window.defects().guard("pictures", picture));
        }
        window.nearest().show(now);
        window.tables().show(now);
        window.problem().show(frame.problem());
        if (other) {
            window.parameters().show(headings.parameters(frame), now.open() ? now.views().about(frame.subject(), messages) : "",
                    frame.subject() instanceof ScenarioRun s ? s.original() : null);
            window.parameters().facts(now.open() ? now.reading().facts() : "");
            behind = false;
            cadence.detailed();
            details.show(now, panes);
            if (now.open() && frame.subject().whole() && frame.length() == 0) {
                window.send(new Command.Run());
            }
        } else if (!now.playing() && !now.running() || due(now)) {
            detail(now);
        } else {
            behind = true;
            if (now.running()) {
                window.status().sentence(told);
                window.status().runHash(headings.hash(frame));
            }
        }
    }

    private void detail(Moment now) {
        behind = false;
        cadence.detailed();
        if (now.playing() && !cadence.urgent()) {
            details.begin();
        } else {
            details.show(now, panes);
        }
    }

    private void showTlbs(Moment now) {
        window.tlb().show(now);
        window.tlbs().show(now);
    }

    private boolean due(Moment now) {
        boolean due = cadence.detailsDue();
        if (due && now.running()) {
            cadence.detailed();
            details.counters(now);
            return false;
        }
        return due;
    }
}
