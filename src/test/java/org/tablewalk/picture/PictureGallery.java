package org.tablewalk.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.Shipped;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.picture.stage2.ArmScene;
import org.tablewalk.picture.stage2.ArmSceneTest;
import org.tablewalk.picture.stage2.ArmTables;
import org.tablewalk.picture.stage2.ArmTlbs;
import org.tablewalk.picture.stage2.NextTouch;
import org.tablewalk.picture.timeline.LaneTerms;
import org.tablewalk.picture.timeline.SeekBarLayout;
import org.tablewalk.picture.timeline.TimelineLayout;
import org.tablewalk.picture.timeline.TimelineLayoutTest;
import org.tablewalk.picture.timeline.TimelineScene;
import org.tablewalk.picture.tree.BrokenTrack;
import org.tablewalk.picture.tree.TestTables;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreeLayoutTest;
import org.tablewalk.picture.tree.TreeLegend;
import org.tablewalk.picture.tree.TreePicture;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.picture.tree.TreeView;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Lanes;
import org.tablewalk.trace.Recorder;

/** Writes specimen pictures as SVG into a folder, to be looked at. Not a test. */
final class PictureGallery {
    private static final FontMetrics METRICS = FontMetrics.load();

    private final Path folder;

    private PictureGallery(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        var gallery = new PictureGallery(Path.of(arguments[0]));
        TreePicture tree = new TreeLayout(METRICS).layOut(TreeLayoutTest.breaking(), TreeView.initial().select(TestTables.BASE + 8),
                840, 460, new TreeCache());
        gallery.write("tree", tree.drawing());
        gallery.write("legend", new Legend(METRICS).layOut(TreeLegend.items(), 840, true));
        gallery.write("timeline", new TimelineLayout(METRICS).layOut(TimelineLayoutTest.scene(0, 60, 31), 840, 310).drawing());
        gallery.write("timeline-out", new TimelineLayout(METRICS).layOut(TimelineLayoutTest.scene(0, 9000, 4431), 840, 310).drawing());
        long word = 0x0040_0000_4020_07fdL;
        for (int width : new int[] {290, 820}) {
            gallery.write("bits" + width, new BitsLayout(METRICS).layOut(word, word ^ 0x81, Descriptor.fields(word, 2, Granule.K4, false), 7, width));
        }
        gallery.write("seek", new SeekBarLayout(METRICS).layOut(9000, 4431, TimelineLayoutTest.scene(0, 9000, 4431).marks(),
                TimelineLayoutTest.scene(0, 9000, 0).windows(), null, 760, 40).drawing());
        for (String name : ArmSceneTest.shipped()) {
            gallery.scenario(name);
        }
    }

    private void scenario(String name) throws IOException {
        ScenarioMachine scenario = Shipped.machine(name, Map.of());
        ArmMachine machine = (ArmMachine) scenario.get();
        var checks = Stage2Checks.of(machine);
        var recorder = new Recorder(machine, List.of(checks));
        recorder.run(scenario.policy(), Math.min(20_000, scenario.steps()));
        List<BrokenWindow> windows = checks.windows();
        long length = recorder.recording().length();
        long at = windows.isEmpty() ? length / 2 : Math.min(length, windows.getFirst().from() + 1);
        ArmMachine second = (ArmMachine) scenario.get();
        var cursor = new Cursor(recorder.recording(), second, List.of(Stage2Checks.of(second)));
        cursor.seek(at);
        var state = new ArmState(second.map(), second.cells().image());
        Set<Long> next = at < length ? new NextTouch().of(state, recorder.recording().move(at)) : Set.of();
        TreeScene scene = ArmScene.of(state, cursor.step(), windows, at, next);
        write(name + "-tree", new TreeLayout(METRICS).layOut(scene, TreeView.initial(), 840, 460, new TreeCache()).drawing());
        ArmMachine third = (ArmMachine) scenario.get();
        var lanes = new Lanes(new Cursor(recorder.recording(), third, List.of(Stage2Checks.of(third))), i -> TlbiOp.values()[i].mnemonic(),
                position -> checks.marks().at(position));
        long from = Math.max(0, at - 60);
        write(name + "-lanes", new TimelineLayout(METRICS).layOut(new TimelineScene(lanes.window(from, from + 160), from, from + 160, at,
                checks.marks(), windows, 0, from + 160, false, new LaneTerms(false, false, -1), List.of(),
                List.of(new BrokenTrack(windows, from + 160, false).of(-1, "", at, from, from + 160)), null), 840, 310).drawing());
        TlbBook<ArmState.TlbEntry> book = ArmTlbs.book(second.map());
        book.show(new ArmTlbs(state, cursor.imageBefore(), new ArmTables(state).format()), cursor.step(), cursor.tlbLog());
        write(name + "-tlb", new TlbLayout(METRICS).layOut(1, book.of(1), 0, 840, 200));
    }

    private void write(String name, Drawing drawing) throws IOException {
        for (Palette palette : Palette.values()) {
            Files.writeString(folder.resolve(name + "-" + palette + ".svg"), SvgWriter.write(drawing, palette, METRICS, name, ""));
        }
    }
}
