package org.tablewalk.viewmodel.kind;

import java.util.List;
import java.util.function.Function;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.Messages;

/** Makes moments of frames; keeps the reader while one thing is open. */
public final class Moments {
    private final List<KindViews> kinds;
    private final Messages messages;
    private Subject subject;
    private KindViews views;
    private Function<Frame, Reading> reader;

    /** Nothing is open. */
    public Moments(List<KindViews> kinds, Messages messages) {
        this.kinds = kinds;
        this.messages = messages;
    }

    /** The moment of a frame. */
    public Moment of(Frame frame) {
        if (frame.subject() == null) {
            return new Moment(frame, null, null);
        }
        if (frame.subject() != subject) {
            subject = frame.subject();
            views = kinds.stream().filter(k -> k.kind().equals(subject.kind())).findFirst().orElseThrow();
            reader = views.reader(subject, messages);
        }
        return new Moment(frame, views, reader.apply(frame));
    }
}
