package org.tablewalk.viewmodel.defects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.tablewalk.desk.Defect;
import org.tablewalk.viewmodel.Messages;

/**
 * Defects of the program: each is told once, with what was being done, and written down; the program goes on. Further occurrences are
 * counted. May be told of a defect by any thread; the user is told with the next pulse.
 */
public final class DefectsViewModel {
    /** Things done that are remembered. */
    private static final int DEEDS = 20;
    /** Kinds of defects that are told and written down; one who meets more has read enough. */
    static final int MOST = 10;

    /** Writes a defect down. */
    public interface Reports {
        /**
         * Writes a report and returns its file.
         *
         * @throws IOException if it cannot be written
         */
        Path write(Defect defect) throws IOException;
    }

    private final BiConsumer<String, String> teller;
    private final Messages messages;
    private final Deque<String> deeds = new ArrayDeque<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final Queue<Defect> untold = new ConcurrentLinkedQueue<>();
    private final ReadOnlyIntegerWrapper met = new ReadOnlyIntegerWrapper();
    private Reports reports;
    private String subject = "";

    /** Nothing wrong yet; {@code teller} tells the user: where, and what. */
    public DefectsViewModel(BiConsumer<String, String> teller, Messages messages) {
        this.teller = teller;
        this.messages = messages;
    }

    /** From now on defects are written down. */
    public synchronized void writeDown(Reports to) {
        reports = to;
    }

    /** The user did something. */
    public synchronized void did(String deed) {
        deeds.addLast(deed);
        if (deeds.size() > DEEDS) {
            deeds.removeFirst();
        }
    }

    /** Something is open; empty for nothing. */
    public synchronized void open(String name) {
        subject = name;
    }

    /** Does something that must not bring the rest down. Returns whether it went well. */
    public boolean guard(String where, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException | Error e) {
            met(where, e);
            return false;
        }
    }

    /** The same for something that has a result; without one there is another. */
    public <T> T guard(String where, Supplier<T> work, T otherwise) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            met(where, e);
            return otherwise;
        }
    }

    /**
     * A defect came to light. Never throws.
     *
     * @param where a pane's id, or a thread's name
     * @return whether it is the first time
     */
    public boolean met(String where, Throwable cause) {
        try {
            Defect defect;
            int before;
            synchronized (this) {
                defect = new Defect(where, subject, new ArrayList<>(deeds), cause);
                before = times.merge(defect.signature(), 1, Integer::sum) - 1;
                // Compiled code throws its own exceptions without a trace after a while: the same defect again.
                boolean traceless = defect.root().getStackTrace().length == 0 && times.size() > 1;
                if (before > 0 || traceless || times.size() > MOST) {
                    return false;
                }
            }
            untold.add(defect);
            return true;
        } catch (RuntimeException | Error e) {
            // Out of memory, most likely: there is nothing left to tell it with.
            return false;
        }
    }

    /** Tells what has come to light; once per pulse. */
    public void refresh() {
        for (Defect defect = untold.poll(); defect != null; defect = untold.poll()) {
            teller.accept(place(defect), (tell(defect) + " " + written(defect)).strip());
        }
        int sum;
        synchronized (this) {
            sum = times.values().stream().mapToInt(n -> n).sum();
        }
        met.set(sum);
    }

    private String place(Defect defect) {
        return messages.textOr("defect.in." + defect.where(), messages.text("defect.in", defect.where()));
    }

    private String tell(Defect defect) {
        String what = defect.root().getClass().getSimpleName();
        return defect.doing().isEmpty() ? messages.text("defect.told", what) : messages.text("defect.toldAfter", what, defect.doing());
    }

    private String written(Defect defect) {
        Reports to;
        synchronized (this) {
            to = reports;
        }
        if (to == null) {
            return "";
        }
        try {
            return messages.text("defect.written", to.write(defect));
        } catch (IOException | RuntimeException e) {
            return messages.text("defect.notWritten", String.valueOf(e.getMessage()));
        }
    }

    /** What a pane shows that could not be drawn. */
    public String inPlace() {
        return messages.text("defect.pane");
    }

    /** Occurrences of defects, repeated ones too. */
    public ReadOnlyIntegerProperty metProperty() {
        return met.getReadOnlyProperty();
    }

    /** What was done last, oldest first. */
    public synchronized List<String> deeds() {
        return List.copyOf(deeds);
    }
}
