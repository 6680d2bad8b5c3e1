package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tablewalk.format.scenario.Choices;
import org.tablewalk.format.scenario.Scenarios;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run as a scenario file: the scenario with this run's parameters as defaults, and its choices as the schedule. */
final class RecordedScenario {
    private final Execution execution;

    RecordedScenario(Execution execution) {
        this.execution = execution;
    }

    /** The file's text. Running it gives the same run hash. */
    String text() {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        var file = (ObjectNode) mapper.readTree(execution.chosen().source().canonical());
        var schedule = file.putObject("schedule");
        schedule.put("policy", "recorded");
        schedule.put("steps", execution.steps());
        var choices = schedule.putArray("choices");
        var lines = new Choices.Writer();
        execution.moves(move -> {
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
    void write(OutputFile file) throws IOException {
        var text = text();
        if (text.length() > Scenarios.MAX_BYTES) {
            throw tooLarge();
        }
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private InputException tooLarge() {
        return new InputException("--trace: " + execution.steps() + " steps have more choices than a scenario file can hold; make fewer with --steps");
    }
}
