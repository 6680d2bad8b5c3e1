package org.tablewalk.viewmodel.stage2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.stage2.RightsPicture;
import org.tablewalk.picture.stage2.RightsScene;
import org.tablewalk.session.Command;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.session.stage2.PermissionPair;
import org.tablewalk.session.stage2.PermissionTable;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindFace;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.Moment;

/** All pairs of old and new rights beside the one that is open: each cell is a run of its own, and a click opens it. */
public final class RightsFace implements KindFace {
    private final Canvas canvas;
    private final KindTab tab;

    /** The face of one window. */
    public RightsFace(Bench bench) {
        canvas = new Canvas(bench.metrics(), bench.send());
        tab = new KindTab("rights", "", List.of(new KindTab.Pane("rights", bench.messages().text("tab.rights"), canvas)));
    }

    @Override
    public KindTab tab() {
        return tab;
    }

    @Override
    public boolean has(Subject subject) {
        return PermissionTable.fits(subject);
    }

    @Override
    public void show(Moment now) {
        canvas.show((ScenarioRun) now.frame().subject());
    }

    @Override
    public void pulse() {
        canvas.pulse();
    }

    @Override
    public void settle() throws InterruptedException {
        canvas.settle();
    }

    /** The table as a canvas. */
    private static final class Canvas extends CanvasViewModel {
        private final RightsPicture layout;
        private final Consumer<Command> send;
        private ScenarioRun run;
        private PermissionTable table;
        private int known;
        private RightsScene scene;

        Canvas(FontMetrics metrics, Consumer<Command> send) {
            layout = new RightsPicture(metrics);
            this.send = send;
        }

        void show(ScenarioRun now) {
            if (now == run) {
                return;
            }
            run = now;
            if (table == null || !table.holds(now)) {
                if (table != null) {
                    table.drop();
                }
                table = new PermissionTable(now);
            }
            fill();
        }

        void pulse() {
            if (table != null && table.pairs().size() != known) {
                fill();
            }
        }

        void settle() throws InterruptedException {
            if (table != null) {
                table.await();
                fill();
            }
        }

        private void fill() {
            List<PermissionPair> pairs = table.pairs();
            known = pairs.size();
            List<String> rules = PermissionTable.words(run, PermissionTable.RULE);
            List<String> rights = PermissionTable.words(run, PermissionTable.OLD);
            List<RightsScene.Cell> cells = new ArrayList<>();
            for (PermissionPair pair : pairs) {
                PermissionPair.Values values = pair.values();
                var place = new RightsScene.Place(rules.indexOf(values.rule()), rights.indexOf(values.oldRights()), rights.indexOf(values.newRights()));
                cells.add(new RightsScene.Cell(place, RightsScene.Did.valueOf(pair.did().name()), pair.mapped(), pair.lost(), pair.missing(), pair.end(), pair.wrong(),
                        pair.reachable(false), pair.reachable(true)));
            }
            Map<String, String> open = run.parameters();
            var current = new RightsScene.Place(rules.indexOf(open.get(PermissionTable.RULE)), rights.indexOf(open.get(PermissionTable.OLD)), rights.indexOf(open.get(
                    PermissionTable.NEW)));
            scene = new RightsScene(rules, rights.stream().map(Permissions::parse).toList(), cells, current);
            describe(layout.summary(scene));
            changed();
        }

        @Override
        public Drawing draw(double width, double height) {
            return scene == null ? new Drawing(width, height, List.of(), List.of()) : layout.layOut(scene, width, height);
        }

        /** Opens the run of a cell and makes it. */
        @Override
        public void select(Target target) {
            if (target == null || target.kind() != Target.Kind.CELL) {
                return;
            }
            var place = RightsScene.Place.of((int) target.a());
            Map<String, String> values = new LinkedHashMap<>(run.changed());
            values.put(PermissionTable.RULE, scene.rules().get(place.rule()));
            values.put(PermissionTable.OLD, Permissions.text(scene.rights().get(place.line())));
            values.put(PermissionTable.NEW, Permissions.text(scene.rights().get(place.column())));
            send.accept(new Command.SetParameters(values, null));
            send.accept(new Command.Run());
        }
    }
}
