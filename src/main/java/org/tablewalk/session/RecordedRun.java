package org.tablewalk.session;

import java.util.Map;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Policy;

/** A trace from another producer: it is run from one record to the next, and nothing about it can be chosen. */
public interface RecordedRun extends Subject {
    /** The file, as it was named. */
    String file();

    /** Fingerprint of the file's bytes. */
    String digest();

    /** Number of records. */
    int records();

    /** The file's name without its folders: what fits a title. */
    @Override
    default String name() {
        return file().substring(Math.max(file().lastIndexOf('/'), file().lastIndexOf('\\')) + 1);
    }

    @Override
    default String title() {
        return name();
    }

    @Override
    default String canonical() {
        return kind() + "\n" + digest();
    }

    @Override
    default long maxSteps() {
        return records();
    }

    @Override
    default Policy policy() {
        return new InOrder();
    }

    @Override
    default Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    default long seed() {
        return 0;
    }

    @Override
    default boolean recorded() {
        return true;
    }
}
