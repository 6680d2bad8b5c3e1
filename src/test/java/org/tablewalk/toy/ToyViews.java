package org.tablewalk.toy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.LegendSamples;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.session.Frame;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Reading;

/** What the window shows of toy machines. */
final class ToyViews implements KindViews {
    private final ResourceBundle own = ResourceBundle.getBundle("toy.messages", Locale.ENGLISH);

    @Override
    public String kind() {
        return ToyKind.NAME;
    }

    @Override
    public KindPanes panes(Bench bench) {
        return new ToyPanes(bench);
    }

    @Override
    public Function<Frame, Reading> reader(Subject subject, Messages messages) {
        var toys = (ToyArchitecture.Toys) ((ScenarioRun) subject).source().blueprint();
        return frame -> new ToyReading(frame, new ToyState(toys.map(), frame.image()::get), toys.intrinsics(), messages);
    }

    @Override
    public List<LegendItem> legend() {
        return List.of(new LegendItem(own.getString("toy.legend.copy"), 1, (sketch, box) -> ToyPicture.copy(sketch, box.centreX(), box.centreY(), 1, false)),
                new LegendItem(own.getString("toy.legend.stale"), 1, (sketch, box) -> ToyPicture.copy(sketch, box.centreX(), box.centreY(), 1, true)),
                LegendItem.of("CHANGED", LegendSamples.CHANGED), LegendItem.of("NEXT", LegendSamples.NEXT));
    }

    @Override
    public LaneTerms lanes() {
        return new LaneTerms(false, true, -1);
    }

    @Override
    public double usualSteps() {
        return 30;
    }

    @Override
    public Optional<ResourceBundle> words(Locale locale) {
        return Optional.of(own);
    }

    @Override
    public String about(Subject subject, Messages messages) {
        return ((ScenarioRun) subject).source().scenario().summary();
    }
}
