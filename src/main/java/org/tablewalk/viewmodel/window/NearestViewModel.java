package org.tablewalk.viewmodel.window;

import java.util.function.Consumer;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Frame.RunInfo;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.kind.Moment;

/** The way to the run most like the one shown in which it goes well: shown at the first step that differs, beside the one that went wrong at that step. */
public final class NearestViewModel {
    private final Consumer<Command> send;
    private final Runnable keep;
    private final UiCommand command;
    private Moment now;
    private int bad = -1;
    private int good = -1;
    private int known;

    /**
     * Nothing is wanted.
     *
     * @param keep keeps the moment shown to compare with
     */
    NearestViewModel(Consumer<Command> send, javafx.beans.value.ObservableBooleanValue possible, Runnable keep) {
        this.send = send;
        this.keep = keep;
        command = UiCommand.of("verdict.nearest", possible, this::ask);
    }

    private void ask() {
        bad = now.frame().run();
        good = -1;
        known = now.frame().runs().size();
        send.accept(new Command.NearestGood());
    }

    /** Shows a moment; on the way to the pair it is the next stage. */
    void show(Moment moment) {
        Frame frame = moment.frame();
        boolean same = moment.sameSubject(now);
        now = moment;
        if (bad < 0) {
            return;
        }
        if (!same || frame.problem() != null) {
            bad = -1;
        } else if (good < 0 && frame.runs().size() > known && frame.run() != bad) {
            good = frame.run();
            RunInfo run = frame.runs().get(good);
            send.accept(new Command.SwitchRun(bad));
            send.accept(new Command.Seek(run.forkedAt() + 1));
        } else if (good >= 0 && frame.run() == bad && frame.position() == frame.runs().get(good).forkedAt() + 1) {
            keep.run();
            bad = -1;
            send.accept(new Command.SwitchRun(good));
        }
    }

    /** Shows it. */
    public UiCommand command() {
        return command;
    }
}
