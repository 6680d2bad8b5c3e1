package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RenderCommandTest {
    @TempDir
    private Path folder;

    private TestTerminal run(int expected, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(expected);
        return terminal;
    }

    @Test
    void drawsTheWholeWindowAtTheSizeAskedFor() throws Exception {
        run(0, "render", "first-walk", "--step", "4", "--size", "1200x800", "-o", "w.png");
        var image = ImageIO.read(folder.resolve("w.png").toFile());
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(800);
        assertThat(IntStream.range(0, 1200 * 800).map(i -> image.getRGB(i % 1200, i / 1200)).distinct().count())
                .as("colours").isGreaterThan(20);
    }

    /** The surface of the projector's theme is pure white, and at twice the size its letters are strokes twice as thick. */
    @Test
    void drawsInTheThemeAndSizeAskedFor() throws Exception {
        long[] dark = new long[2];
        for (int i = 0; i < 2; i++) {
            run(0, "render", "first-walk", "--step", "4", "--view", "tree", "--theme", "projector", "--scale", i == 0 ? "100" : "200", "--size", "600x400",
                    "-o", i + ".png");
            var image = ImageIO.read(folder.resolve(i + ".png").toFile());
            assertThat(image.getRGB(2, 200) & 0xffffff).isEqualTo(0xffffff);
            int[] pixels = image.getRGB(0, 0, 600, 400, null, 0, 600);
            dark[i] = IntStream.of(pixels).filter(p -> (p & 0xffffff) == 0).count();
        }
        assertThat(dark[1]).as("black pixels of larger letters").isGreaterThan(dark[0] * 3 / 2);
    }

    @Test
    void drawsMachinesSideBySideWhereTheyPart() throws Exception {
        var answer = JsonMapper.builder().build().readTree(run(0, "--json", "render", "good-and-bad", "--lockstep", "--parting", "--size", "1024x700", "-o", "w.png").out());
        assertThat(answer.get("scenario").asString()).isEqualTo("missing-tlbi");
        assertThat(answer.get("step").asLong()).isEqualTo(49);
        assertThat(ImageIO.read(folder.resolve("w.png").toFile()).getWidth()).isEqualTo(1024);
        run(0, "render", "good-and-bad", "--lockstep", "--view", "counters", "--size", "900x80", "-o", "c.svg");
        assertThat(Files.readString(folder.resolve("c.svg"))).contains(">translation faults<", ">≠");
        assertThat(run(2, "render", "good-and-bad", "--lockstep", "--view", "tree", "-o", "w.png").err()).contains(
                "--view: of machines side by side there are window and counters");
        assertThat(run(2, "render", "first-walk", "--parting", "-o", "w.png").err()).contains("--parting: expected machines side by side");
        assertThat(run(2, "render", "good-and-bad", "--lockstep", "--parting", "--step", "3", "-o", "w.png").err()).contains("--parting: cannot be used together with");
        assertThat(run(2, "render", "good-and-bad", "--lockstep", "--set", "reads=3", "-o", "w.png").err()).contains("--set: a set of machines says it already");
        assertThat(run(2, "render", "good-and-worse", "--lockstep", "-o", "w.png").err()).contains(
                "no such set of machines; there are bbm-levels, good-and-bad, flush-order, pcid-switch");
    }

    @ParameterizedTest
    @CsvSource({"tree", "timeline", "rows", "tlb"})
    void drawsEachCanvasAsSvgTheSameEveryTime(String view) throws Exception {
        run(0, "render", "missing-tlbi", "--step", "30", "--view", view, "-o", "a.svg");
        run(0, "render", "missing-tlbi", "--step", "30", "--view", view, "-o", "b.svg");
        assertThat(Files.readString(folder.resolve("a.svg"))).contains("<svg").isEqualTo(Files.readString(folder.resolve("b.svg")));
    }

    /** A tab that only shadow paging has: alone, and in the window, which looks another way than with its first tab. */
    @Test
    void drawsATabThatOnlySomeScenariosHave() throws Exception {
        run(0, "render", "two-vcpus", "--step", "30", "--view", "designs", "-o", "d.svg");
        assertThat(Files.readString(folder.resolve("d.svg"))).contains("<svg");
        run(0, "render", "two-vcpus", "--step", "30", "-o", "first.png");
        run(0, "render", "two-vcpus", "--step", "30", "--tab", "designs", "-o", "tab.png");
        assertThat(Files.readAllBytes(folder.resolve("tab.png"))).isNotEqualTo(Files.readAllBytes(folder.resolve("first.png")));
    }

    /** The shortest failing run instead of the scenario's own: of a livelock where the loop begins. */
    @Test
    void drawsARunThatViolatesAProperty() throws Exception {
        run(0, "render", "permission-fight", "--violating", "livelock", "--view", "timeline", "-o", "l.svg");
        assertThat(Files.readString(folder.resolve("l.svg"))).contains("repeats for ever: ");
        run(0, "render", "permission-fight", "--set", "rule=mainline", "--view", "timeline", "-o", "m.svg");
        assertThat(Files.readString(folder.resolve("m.svg"))).doesNotContain("repeats for ever");
    }

    @Test
    void aTimelineTellsAllOfTheStretchThatItShows() throws Exception {
        run(0, "render", "guest-writes-unsync", "--step", "1200", "--view", "timeline", "-o", "x.svg");
        assertThat(Files.readString(folder.resolve("x.svg"))).as("a routine that is called 150 steps later").contains("fetch_leaf");
    }

    @Test
    void aMilestoneIsAStepOfTheRun() {
        var mapper = new JsonMapper();
        var atPhase = mapper.readTree(run(0, "render", "missing-tlbi", "--phase", "cleared", "--view", "tree", "-o", "p.svg", "--json").out());
        var atStep = mapper.readTree(run(0, "render", "missing-tlbi", "--step", atPhase.get("step").asString(), "--view", "tree", "-o", "s.svg",
                "--json").out());
        assertThat(atStep.get("stateHash")).isEqualTo(atPhase.get("stateHash"));
    }

    @ParameterizedTest
    @CsvSource({
        "render first-walk --step 4 -o w.gif, .png or .svg",
        "render first-walk --step 4 -o w.svg, the window is a PNG",
        "render first-walk --step 400 -o w.png, has only",
        "render first-walk --phase nope -o w.png, expected one of",
        "render first-walk --view x -o w.png, 'expected one of window, tree, rows, timeline, tlb'",
        "render first-walk --view designs -o w.png, --view",
        "render first-walk --tab designs -o w.png, --tab",
        "render first-walk --violating x -o w.png, 'expected one of stale-access'",
        "render first-walk --violating livelock -o w.png, no run violates livelock",
        "render first-walk --violating livelock --phase x -o w.png, --phase",
        "render first-walk --size 9 -o w.png, --size",
        "render first-walk --theme x -o w.png, --theme",
        "render first-walk --scale 99 -o w.png, --scale",
        "render nope -o w.png, no such scenario",
        "render ./nope -o w.png, nope"
    })
    void whatCannotBeDrawnIsTold(String command, String reason) {
        var terminal = run(2, command.split(" "));
        assertThat(terminal.err()).contains(reason).startsWith("tablewalk: ");
        assertThat(folder.toFile().list()).isEmpty();
    }
}
