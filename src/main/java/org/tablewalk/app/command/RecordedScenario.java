package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.tablewalk.format.scenario.Choices;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.Scenarios;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run as a scenario file: the scenario with this run's parameters as defaults, and its choices as the schedule. */
public final class RecordedScenario {
    private final ScenarioMachine source;
    private final long steps;
    private final Consumer<IntConsumer> moves;

    /**
     * The scenario file of a run of so many steps.
     *
     * @param moves hands over its moves in order
     */
    public RecordedScenario(ScenarioMachine source, long steps, Consumer<IntConsumer> moves) {
        this.source = source;
        this.steps = steps;
        this.moves = moves;
    }

    /**
     * The file's text. Running it gives the same run hash.
     *
     * @throws InputException if it has more choices than a scenario file can hold
     */
    public String text() {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        var file = (ObjectNode) mapper.readTree(source.canonical());
        var schedule = file.putObject("schedule");
        schedule.put("policy", "recorded");
        schedule.put("steps", steps);
        var choices = schedule.putArray("choices");
        var lines = new Choices.Writer();
        moves.accept(move -> {
            lines.add(move);
            if (lines.count() > Choices.MAX_LINES) {
                throw tooLarge();
            }
        });
        lines.lines().forEach(choices::add);
        return mapper.writeValueAsString(file) + "\n";
    }

    /**
     * Writes the file.
     *
     * @throws InputException if it would be larger than a scenario file may be
     */
    public void write(OutputFile file) throws IOException {
        var text = text();
        if (text.length() > Scenarios.MAX_BYTES) {
            throw tooLarge();
        }
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private InputException tooLarge() {
        return new InputException("--trace: " + steps + " steps have more choices than a scenario file can hold; make fewer with --steps");
    }
}
