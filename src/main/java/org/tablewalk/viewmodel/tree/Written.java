package org.tablewalk.viewmodel.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.StepRecord;

/** Which descriptors were written, and which of them last. */
public final class Written {
    private Written() {}

    /** The words that a step wrote, with what they were; none for null. */
    public static Map<Long, Long> by(StepRecord step) {
        var words = new HashMap<Long, Long>();
        if (step != null) {
            for (EventRecord e : step.events()) {
                if (e.kind() == Event.WORD_WRITE) {
                    words.putIfAbsent(e.a(), e.b());
                }
            }
        }
        return words;
    }

    /** What this step wrote, else what stopped or began to translate last, else the first entry of the root that says anything; -1 if none does. */
    static long last(TreeReading reading) {
        Frame frame = reading.frame();
        TableSource tables = reading.tables();
        for (long written : by(frame.step()).keySet()) {
            if (reading.tables(written).pageOf(written) >= 0) {
                return written;
            }
        }
        List<Mark> marks = frame.marks();
        for (int i = marks.size() - 1; i >= 0; i--) {
            Mark mark = marks.get(i);
            boolean about = mark.kind() == MarkKind.BREAK || mark.kind() == MarkKind.MAKE;
            if (about && mark.position() < frame.position() && reading.tables(mark.address()).pageOf(mark.address()) >= 0) {
                return mark.address();
            }
        }
        for (int i = 0; i < tables.rootEntries(); i++) {
            long at = tables.root() + 8L * i;
            if (tables.format().kind(tables.word(at), tables.format().startLevel()) != TableFormat.Kind.INVALID) {
                return at;
            }
        }
        return -1;
    }
}
