package org.tablewalk.picture.kvmmmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.machine.InOrder;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.twotrees.TwoTrees;
import org.tablewalk.picture.twotrees.TwoTreesPicture;
import org.tablewalk.picture.twotrees.TwoTreesView;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

/** The two trees of traces: drawn at every moment, on the page, with nothing that could not be known. */
class ImportedTreesTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    @ParameterizedTest
    @ValueSource(strings = {"nested.txt", "unsync.txt", "pae.txt", "tdp.txt"})
    void everyMomentIsDrawnOnThePage(String name) throws Exception {
        KvmmmuTrace trace;
        try (InputStream in = ImportedTreesTest.class.getResourceAsStream("/kvmmmu/" + name)) {
            trace = KvmmmuTrace.open(name, in.readAllBytes());
        }
        var recorder = new Recorder(trace.machine(), List.of());
        recorder.run(new InOrder(), trace.records());
        var cursor = new Cursor(recorder.recording(), trace.machine(), List.of());
        var trees = new TwoTrees(METRICS);
        var page = new Box(-0.5, -0.5, 841, 461);
        TwoTreesView view = TwoTreesView.initial();
        while (cursor.forward()) {
            var source = new ImportedShadow(new KvmmmuState(trace.map(), cursor.machine().cells()::get));
            TwoTreesPicture picture = trees.layOut(ImportedScene.of(source, cursor.step()), view, 840, 460);
            view = picture.view();
            Drawing drawing = picture.drawing();
            for (Shape shape : drawing.shapes()) {
                if (shape instanceof Shape.Text text) {
                    assertThat(page.contains(text.bounds(METRICS))).as("%s %d %s", name, cursor.position(), text).isTrue();
                    assertThat(text.text()).as("%s %d", name, cursor.position()).doesNotContain("ffffffffffffffff").doesNotContain("-1");
                }
            }
        }
    }
}
