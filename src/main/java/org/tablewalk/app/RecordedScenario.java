package org.tablewalk.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.tablewalk.format.scenario.Choices;
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
        var file = (ObjectNode) mapper.readTree(execution.chosen().scenario().canonical());
        var schedule = file.putObject("schedule");
        schedule.put("policy", "recorded");
        schedule.put("steps", execution.steps());
        var choices = schedule.putArray("choices");
        Choices.text(execution.moves()).forEach(choices::add);
        return mapper.writeValueAsString(file) + "\n";
    }

    /** Writes the file whole or not at all. */
    void write(Path path) throws IOException {
        var target = path.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new InputException(path + ": no such folder to write to");
        }
        var part = Files.createTempFile(target.getParent(), ".tablewalk", ".part");
        try {
            Files.write(part, text().getBytes(StandardCharsets.UTF_8));
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
