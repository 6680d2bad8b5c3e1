package org.tablewalk.viewmodel.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.Write;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;

/** Who wrote the watched word and when. */
public final class WriteFacts {
    private WriteFacts() {}

    /**
     * The writes that a frame tells, the latest first; the text says of one that it is the one whose value the word has now.
     *
     * @param kind   what a value of the word is
     * @param marked whether that one is marked, too
     */
    public static List<Fact> of(Frame frame, LongFunction<String> kind, boolean marked, Messages messages) {
        var facts = new ArrayList<Fact>();
        boolean current = true;
        for (Write write : frame.writes().reversed()) {
            long step = write.position() + 1;
            boolean holds = current && step <= frame.position();
            current &= !holds;
            facts.add(new Fact(messages.text(frame.subject().recorded() ? "thread" : "cpu", write.cpu()),
                    messages.text(holds ? "write.now" : "write.then", Numbers.grouped(step), kind.apply(write.after())), false, marked && holds, Goal.NOWHERE, step));
        }
        return facts;
    }
}
