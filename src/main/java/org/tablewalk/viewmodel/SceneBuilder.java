package org.tablewalk.viewmodel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.machine.Event;
import org.tablewalk.picture.ArmScene;
import org.tablewalk.picture.NextTouch;
import org.tablewalk.picture.TreeScene;
import org.tablewalk.trace.EventRecord;

/** The tree's scene of a moment, of our machine or of an import. */
final class SceneBuilder {
    private final Moment moment;

    SceneBuilder(Moment moment) {
        this.moment = moment;
    }

    /** The scene; {@code title} for imports, whose tree may be one of several. */
    TreeScene scene(String title) {
        if (moment.state() == null) {
            return new TreeScene(title, moment.tables(), moment.cpus(), written(), Set.of(), List.of(), List.of(), Set.of(), Map.of());
        }
        return ArmScene.of(moment.state(), moment.frame().step(), moment.frame().windows(), moment.frame().position(),
                new NextTouch().of(moment.state(), moment.frame().nextMove()));
    }

    /** Words that the last step wrote, with what they were. */
    Map<Long, Long> written() {
        var words = new HashMap<Long, Long>();
        if (moment.frame().step() != null) {
            for (EventRecord e : moment.frame().step().events()) {
                if (e.kind() == Event.WORD_WRITE) {
                    words.putIfAbsent(e.a(), e.b());
                }
            }
        }
        return words;
    }
}
