package org.tablewalk.viewmodel.stage2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.narrate.Words;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.stage2.GeometryPicture;
import org.tablewalk.picture.stage2.GeometryScene;
import org.tablewalk.session.Command;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindFace;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.Moment;

/** The shape of the tree, for scenarios in which its size is a parameter: a press on a size opens it. */
public final class GeometryFace implements KindFace {
    private static final String SIZE = "ipaBits";
    private static final String ADDRESS = "address";

    private final Canvas canvas;
    private final KindTab tab;

    /** The face of one window. */
    public GeometryFace(Bench bench) {
        canvas = new Canvas(bench.metrics(), bench.messages(), bench.send());
        tab = new KindTab("geometry", "", List.of(new KindTab.Pane("geometry", bench.messages().text("tab.geometry"), canvas)));
    }

    @Override
    public KindTab tab() {
        return tab;
    }

    @Override
    public boolean has(Subject subject) {
        return subject instanceof ScenarioRun s && s.source().scenario().parameter(SIZE) instanceof Parameter.Whole;
    }

    @Override
    public void show(Moment now) {
        canvas.show((ScenarioRun) now.frame().subject(), ((Stage2Reading) now.reading()).state());
    }

    /** What maps the address that was typed: its way through the tree is what the scenario is about. */
    @Override
    public long entry(Moment now) {
        var state = ((Stage2Reading) now.reading()).state();
        String address = now.frame().subject().parameters().get(ADDRESS);
        var translation = address == null || !state.rooted() ? null : state.translate(Long.parseLong(address));
        return translation != null && translation.valid() ? translation.descriptorAddress() : -1;
    }

    /** The shape as a canvas. */
    private static final class Canvas extends CanvasViewModel {
        private final GeometryPicture layout;
        private final Messages messages;
        private final Consumer<Command> send;
        private ScenarioRun run;
        private GeometryScene scene;

        Canvas(FontMetrics metrics, Messages messages, Consumer<Command> send) {
            layout = new GeometryPicture(metrics);
            this.messages = messages;
            this.send = send;
        }

        void show(ScenarioRun now, ArmState state) {
            run = now;
            var size = (Parameter.Whole) now.source().scenario().parameter(SIZE);
            var cpu = state.cpu(0);
            var next = new GeometryScene(state.map().config().geometry(), address(state), state.vtcr(0), cpu.vttbr(), told(state), (int) size.min(), (int) size.max());
            if (next.equals(scene)) {
                return;
            }
            scene = next;
            describe(layout.summary(scene));
            changed();
        }

        /** What a CPU is accessing, or else what the scenario is about. */
        private long address(ArmState state) {
            for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
                var access = state.cpu(cpu).access();
                if (access != null) {
                    return access.ipa();
                }
            }
            String given = run.parameters().get(ADDRESS);
            var slots = state.map().config().slots();
            return given != null ? Long.parseLong(given) : slots.isEmpty() ? 0 : slots.getFirst().ipa();
        }

        private String told(ArmState state) {
            var host = state.map().config().host();
            if (host == null) {
                return "";
            }
            String type = "0x" + Long.toHexString(host.type());
            if (state.rooted()) {
                return messages.text("geometry.created", type, host.paBits());
            }
            long exit = state.cpu(0).exit();
            return exit == 0 ? messages.text("geometry.asked", type, host.paBits()) : messages.text("geometry.refused", type, host.paBits(), Words.result(exit));
        }

        @Override
        public Drawing draw(double width, double height) {
            return scene == null ? new Drawing(width, height, List.of(), List.of()) : layout.layOut(scene, width, height);
        }

        /** Opens the scenario with the size that was pressed. */
        @Override
        public void select(Target target) {
            if (target == null || target.kind() != Target.Kind.CELL || !scene.picks((int) target.a())) {
                return;
            }
            Map<String, String> values = new LinkedHashMap<>(run.changed());
            values.put(SIZE, Long.toString(target.a()));
            send.accept(new Command.SetParameters(values, run.seed()));
        }
    }
}
