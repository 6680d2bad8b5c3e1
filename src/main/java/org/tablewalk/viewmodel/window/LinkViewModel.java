package org.tablewalk.viewmodel.window;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.Messages;

/** The link of the step that is shown: made of it, and opened again. */
public final class LinkViewModel {
    private final Supplier<Frame> frame;
    private final Consumer<Command> send;
    private final Consumer<String> note;
    private final ProblemViewModel problem;
    private final Messages messages;

    /** Links of a window; {@code note} tells that something was done. */
    LinkViewModel(Supplier<Frame> frame, Consumer<Command> send, Consumer<String> note, ProblemViewModel problem, Messages messages) {
        this.frame = frame;
        this.send = send;
        this.note = note;
        this.problem = problem;
        this.messages = messages;
    }

    /** The link of what is shown, to be put on the clipboard; empty if there is none, which is then told. */
    public String copied() {
        StepLink link = frame.get() == null ? null : frame.get().link();
        String text = link == null ? "" : link.text();
        if (text.length() > StepLink.LONGEST) {
            problem.tell(link.name(), messages.text("link.tooLong", link.choices().stretches().size()));
            return "";
        }
        note.accept(messages.text(link == null ? "link.nothing" : "link.copied"));
        return text;
    }

    /** Whether a text, which may be null, means to be a link. */
    public boolean means(String text) {
        return text != null && StepLink.means(text);
    }

    /** Opens the step that a link names. What is wrong with it will be told as a problem. */
    public void open(String link) {
        send.accept(new Command.OpenLink(link));
    }
}
