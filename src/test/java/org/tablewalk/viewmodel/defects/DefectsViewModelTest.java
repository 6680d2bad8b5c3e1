package org.tablewalk.viewmodel.defects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.desk.Defect;
import org.tablewalk.session.Command;
import org.tablewalk.session.Granularity;
import org.tablewalk.viewmodel.Messages;

class DefectsViewModelTest {
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);

    private final List<String> told = new ArrayList<>();
    private final List<Defect> written = new ArrayList<>();
    private final DefectsViewModel defects = new DefectsViewModel((where, what) -> told.add(where + ": " + what), MESSAGES);

    private static void broken(int how) {
        if (how == 0) {
            throw new IllegalStateException("always");
        }
        throw new AssertionError("else");
    }

    @Test
    void aDefectIsToldOnceWithWhatWasDoneAndCountedAfterwards() {
        defects.writeDown(defect -> {
            written.add(defect);
            return Path.of("report.txt");
        });
        defects.open("first-walk");
        defects.did("opening first-walk");
        defects.did("a step forward");
        for (int i = 0; i < 1000; i++) {
            assertThat(defects.guard("tree", () -> broken(0))).isFalse();
            defects.refresh();
        }
        assertThat(told).containsExactly("tree: A defect of the program (IllegalStateException) after a step forward. It goes on. A report is in report.txt");
        assertThat(defects.metProperty().get()).isEqualTo(1000);
        assertThat(written).singleElement().satisfies(d -> assertThat(d.deeds()).containsExactly("opening first-walk", "a step forward"));
        assertThat(defects.guard("tree", () -> broken(1))).isFalse();
        assertThat(defects.guard("tree", () -> {})).isTrue();
        assertThat(defects.<String>guard("sentence", () -> null, "otherwise")).isNull();
        defects.refresh();
        assertThat(told).hasSize(2);
    }

    @Test
    void aStormOfDifferentOnesEndsAndAReportThatCannotBeWrittenIsNoDefect() {
        defects.writeDown(defect -> {
            throw new IOException("full");
        });
        for (int i = 0; i < 100; i++) {
            var made = new IllegalStateException();
            made.setStackTrace(new StackTraceElement[] {new StackTraceElement("C", "m", "C.java", i)});
            defects.met("engine", made);
        }
        defects.refresh();
        assertThat(told).hasSize(DefectsViewModel.MOST).allMatch(t -> t.contains("could not be written: full"));
        assertThat(defects.metProperty().get()).isEqualTo(100);
    }

    @Test
    void anExceptionWithoutATraceIsNoNewOne() {
        defects.guard("tree", () -> broken(0));
        var bare = new IllegalStateException();
        bare.setStackTrace(new StackTraceElement[0]);
        assertThat(defects.met("tree", bare)).isFalse();
    }

    @Test
    void deedsNameFilesButNotWhereTheyAre() {
        var deeds = new Deeds(MESSAGES);
        assertThat(deeds.text(new Command.OpenFile(Path.of("/home/someone/lab.json")))).isEqualTo("opening lab.json");
        assertThat(deeds.text(new Command.OpenShipped("first-walk", Map.of("vcpus", "4"), 7L))).isEqualTo("opening first-walk vcpus=4 seed=7");
        assertThat(deeds.text(new Command.Step(Granularity.MICRO, true, -1))).isEqualTo("a step back");
        for (int i = 0; i < 100; i++) {
            defects.did("deed " + i);
        }
        assertThat(defects.deeds()).hasSize(20).last().isEqualTo("deed 99");
    }
}
