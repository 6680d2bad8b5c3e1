package org.tablewalk.viewmodel.lockstep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.lockstep.CounterChart;
import org.tablewalk.picture.lockstep.CounterScene;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.KindViews;

/** The counters of machines in lock step side by side. */
final class CountersCanvas extends CanvasViewModel {
    private final CounterChart layout;
    private final Messages messages;
    private CounterScene scene = new CounterScene(List.of(), List.of());

    CountersCanvas(FontMetrics metrics, Messages messages) {
        layout = new CounterChart(metrics);
        this.messages = messages;
    }

    /**
     * Shows the counters of a frame: first those in which the machines come to something different, then those that differ only here, then those that count anything, then the rest; in each of these those first that the kind
     * compares first. What they come to orders them, not what they are now: so the first stay where they are while the place shown moves.
     */
    void show(LockStepFrame frame, KindViews kind) {
        List<String> first = kind.compared();
        List<LockStepFrame.Counter> counters = new ArrayList<>(frame.counters());
        counters.removeIf(c -> c.values().stream().anyMatch(Objects::isNull) || !kind.counts(c.key()));
        counters.sort(Comparator.comparingInt(c -> first.contains(c.key()) ? first.indexOf(c.key()) : first.size()));
        scene = new CounterScene(IntStream.range(0, frame.machines().size()).mapToObj(LockStepViewModel::letter).toList(), counters.stream().map(
                c -> new CounterScene.Counter(messages.text("counter." + c.key()), messages.text("counter." + c.key() + ".about"), c.values(), c.ends())).sorted(Comparator
                        .comparingInt(c -> c.parts() ? 0 : c.differs() ? 1 : c.idle() ? 3 : 2)).toList());
        List<String> differing = scene.counters().stream().filter(CounterScene.Counter::differs).map(CounterScene.Counter::name).toList();
        describe(differing.isEmpty() ? messages.text("lockstep.counters.same") : messages.text("lockstep.counters.differ", String.join(", ", differing)));
        changed();
    }

    @Override
    public Drawing draw(double width, double height) {
        return layout.layOut(scene, width, height);
    }

    @Override
    public boolean stepped() {
        // Bars that grow with every step would only smear.
        return false;
    }
}
