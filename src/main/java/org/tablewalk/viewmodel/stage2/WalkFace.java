package org.tablewalk.viewmodel.stage2;

import java.util.List;
import java.util.function.Consumer;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.kvm.stage2.Walker;
import org.tablewalk.narrate.Words;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.stage2.WalkPicture;
import org.tablewalk.picture.stage2.WalkScene;
import org.tablewalk.session.Command;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindFace;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.Moment;

/** The hypervisor's walks, call by call of their callbacks; a click goes to the step of a call. */
public final class WalkFace implements KindFace {
    private final Canvas canvas;
    private final KindTab tab;

    /** The face of one window. */
    public WalkFace(Bench bench) {
        canvas = new Canvas(bench.metrics(), bench.send());
        tab = new KindTab("walk", "", List.of(new KindTab.Pane("walk", bench.messages().text("tab.walk"), canvas)));
    }

    @Override
    public KindTab tab() {
        return tab;
    }

    @Override
    public boolean has(Subject subject) {
        return subject instanceof ScenarioRun run && run.source().blueprint() instanceof ArmBlueprint arm && arm.program().routine(Walker.VISIT) != null;
    }

    @Override
    public void show(Moment now) {
        canvas.show(now);
    }

    /** The list as a canvas: it follows the walk, until it is scrolled; then until the next step. */
    private static final class Canvas extends CanvasViewModel {
        private final WalkPicture layout;
        private final Consumer<Command> send;
        private Moment moment;
        private WalkScene scene;
        private long first;
        private boolean follow = true;
        private double scrolled;

        Canvas(FontMetrics metrics, Consumer<Command> send) {
            layout = new WalkPicture(metrics);
            this.send = send;
        }

        void show(Moment now) {
            var state = ((Stage2Reading) now.reading()).state();
            var config = state.map().config();
            var log = now.frame().walks();
            follow |= moment == null || !now.sameSubject(moment) || now.frame().position() != moment.frame().position();
            moment = now;
            scene = new WalkScene(log, log.before(now.frame().position()), now.frame().position(), config.geometry(), config.poolBase(), Words::result);
            describe(layout.summary(scene));
            changed();
        }

        @Override
        public Drawing draw(double width, double height) {
            if (scene == null) {
                return new Drawing(width, height, List.of(), List.of());
            }
            int lines = WalkPicture.lines(height);
            if (follow) {
                // Still while the line is inside, so that the list does not crawl with every step.
                long at = Math.max(0, scene.current());
                if (at < first || at >= first + lines) {
                    first = at - lines / 3;
                }
            }
            first = Math.clamp(first, 0, Math.max(0, scene.log().length() - lines));
            return layout.layOut(scene, first, width, height);
        }

        @Override
        public void select(Target target) {
            if (target != null && target.kind() == Target.Kind.STEP) {
                send.accept(new Command.Seek(target.a() + 1));
            }
        }

        @Override
        public void pan(double dx, double dy) {
            scrolled -= dy;
            long lines = (long) (scrolled / WalkPicture.LINE);
            if (lines != 0) {
                scrolled -= lines * WalkPicture.LINE;
                first += lines;
                follow = false;
                moved();
            }
        }
    }
}
