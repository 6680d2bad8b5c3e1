package org.tablewalk.picture.kvmmmu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** Makes scenes of a trace's states. */
public final class ImportedScene {
    private static final long ADDRESS = (1L << 60) - 1;

    private ImportedScene() {}

    /**
     * The two trees at one moment.
     *
     * @param step the step that led here, or null
     */
    public static ShadowScene of(ImportedShadow source, StepRecord step) {
        List<ShadowScene.Walk> walks = new ArrayList<>();
        for (int lane = 0; lane < source.cpus(); lane++) {
            OptionalLong address = source.state().fault(lane);
            if (address.isPresent()) {
                walks.add(new ShadowScene.Walk(lane, address.getAsLong(), true, 0, 0));
            }
        }
        Map<Long, Long> before = new HashMap<>();
        Set<Long> made = new HashSet<>();
        Set<Long> removed = new HashSet<>();
        Set<Long> reads = new HashSet<>();
        for (EventRecord e : step == null ? List.<EventRecord>of() : step.events()) {
            switch (e.kind()) {
                case Event.SPTE_SET -> before.put(e.a(), e.b());
                case Event.SP_ALLOC -> made.add(e.a());
                case Event.SP_ZAP -> removed.add(e.a());
                case Event.GUEST_WALK -> reads.add(e.a() & ADDRESS);
                default -> {}
            }
        }
        reads.remove(0L);
        return new ShadowScene(source, before, Map.of(), made, removed, reads, Set.of(), walks);
    }
}
