package org.tablewalk.viewmodel.stage2;

import java.util.List;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.stage2.DirtyPicture;
import org.tablewalk.picture.stage2.DirtyScene;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindFace;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.Moment;

/** The pages of the guest's memory and what the dirty log says of them, where the host keeps one. */
public final class DirtyFace implements KindFace {
    private final Canvas canvas;
    private final KindTab tab;

    /** The face of one window. */
    public DirtyFace(Bench bench) {
        canvas = new Canvas(bench.metrics());
        tab = new KindTab("dirty", "", List.of(new KindTab.Pane("dirty", bench.messages().text("tab.dirty"), canvas)));
    }

    @Override
    public KindTab tab() {
        return tab;
    }

    @Override
    public boolean has(Subject subject) {
        return subject instanceof ScenarioRun run && run.source().blueprint() instanceof ArmBlueprint arm && DirtyScene.has(arm.config());
    }

    @Override
    public void show(Moment now) {
        canvas.show(((Stage2Reading) now.reading()).state());
    }

    /** The pages as a canvas. They are read when they are drawn: a hidden tab costs nothing. */
    private static final class Canvas extends CanvasViewModel {
        private final DirtyPicture layout;
        private ArmState state;
        private ArmState read;
        private DirtyScene scene;

        Canvas(FontMetrics metrics) {
            layout = new DirtyPicture(metrics);
        }

        void show(ArmState now) {
            state = now;
            changed();
        }

        @Override
        public Drawing draw(double width, double height) {
            if (state == null) {
                return new Drawing(width, height, List.of(), List.of());
            }
            if (read != state) {
                scene = DirtyScene.of(state);
                read = state;
                describe(layout.summary(scene));
            }
            return layout.layOut(scene, width, height);
        }
    }
}
