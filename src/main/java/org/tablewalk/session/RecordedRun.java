package org.tablewalk.session;

import java.util.List;
import java.util.Map;
import org.tablewalk.format.RecordedTrace;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Policy;

/** A trace from another producer: it is run from one record to the next, and nothing about it can be chosen. */
public interface RecordedRun extends Subject {
    /** The trace that is run. */
    RecordedTrace trace();

    /** The file's name without its folders: what fits a title. */
    @Override
    default String name() {
        String file = trace().name();
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    @Override
    default String file() {
        return trace().name();
    }

    @Override
    default String title() {
        return name();
    }

    @Override
    default String canonical() {
        return kind() + "\n" + trace().digest();
    }

    @Override
    default long maxSteps() {
        return trace().records();
    }

    @Override
    default Machine machine() {
        return trace().machine();
    }

    @Override
    default List<String> limits() {
        return trace().limits();
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
    default Map<String, String> changed() {
        return Map.of();
    }

    @Override
    default boolean seeded() {
        return false;
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
