package org.tablewalk.viewmodel.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Frame.RunInfo;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.kind.Moment;

/** The texts about the run as a whole: title, runs, parameters, what the engine does. */
final class Headings {
    private static final int SHOWN_HASH = 8;

    private final Messages messages;

    Headings(Messages messages) {
        this.messages = messages;
    }

    /** Name, the parameters that have a word of their own in titles, seed. */
    String title(Frame frame) {
        if (frame.subject() == null) {
            return messages.text("title.nothing");
        }
        var parts = new ArrayList<String>();
        parts.add(shortName(frame.subject().name()));
        if (frame.subject().recorded()) {
            parts.add(messages.text("title." + frame.subject().kind()));
        } else {
            for (Map.Entry<String, String> p : frame.subject().parameters().entrySet()) {
                if (messages.has("title." + p.getKey())) {
                    parts.add(messages.text("title." + p.getKey(), p.getValue()));
                }
            }
            parts.add(messages.text("title.seed", frame.subject().seed()));
        }
        if (frame.subject() instanceof ScenarioRun s && !s.edits().isEmpty()) {
            parts.add(messages.text("title.edited"));
        }
        if (frame.run() > 0) {
            parts.add(messages.text("run.name", frame.run() + 1));
        }
        return String.join("  \u00b7  ", parts);
    }

    /** A file's own name without the folders it lies in. */
    private static String shortName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** Partial views are announced, never silent. */
    String limits(Frame frame) {
        return frame.subject() == null || frame.subject().limits().isEmpty() ? "" : messages.text("status.partial");
    }

    /** The same in a sentence. */
    String limitsText(Moment moment) {
        if (limits(moment.frame()).isEmpty()) {
            return "";
        }
        return messages.text("limits." + moment.frame().subject().kind());
    }

    String hash(Frame frame) {
        return frame.runHash().isEmpty() ? "" : messages.text("status.run", frame.runHash().substring(0, Math.min(SHOWN_HASH, frame.runHash().length())));
    }

    String engine(Frame frame) {
        return messages.text(frame.subject() != null && frame.ended() && frame.position() == frame.length() && frame.activity() == org.tablewalk.session.Activity.IDLE
                ? "engine.ENDED" : "engine." + frame.activity());
    }

    List<RunRow> runs(Frame frame) {
        var rows = new ArrayList<RunRow>();
        for (RunInfo run : frame.runs()) {
            String length = Numbers.grouped(run.length());
            rows.add(new RunRow(run.index(), messages.text("run.name", run.index() + 1), run.parent() < 0 ? messages.text("run.first", length)
                    : messages.text("run.fork", run.parent() + 1, Numbers.grouped(run.forkedAt()), length), run.index() == frame.run()));
        }
        return rows;
    }

    /** What can be changed about the subject. */
    List<ParameterField> parameters(Frame frame) {
        var fields = new ArrayList<ParameterField>();
        if (frame.subject() instanceof ScenarioRun s) {
            Map<String, String> changed = s.changed();
            for (Parameter p : s.source().scenario().parameters()) {
                String value = s.parameters().get(p.name());
                boolean preset = !changed.containsKey(p.name());
                fields.add(switch (p) {
                    case Parameter.Whole w -> new ParameterField(p.name(), p.help(), List.of(), w.min(), w.max(), value, preset, messages);
                    case Parameter.Choice c -> new ParameterField(p.name(), p.help(), c.options().stream().map(o -> o.text()).toList(), 0, 0,
                            value, preset, messages);
                    case Parameter.Flag f -> new ParameterField(p.name(), p.help(), List.of("false", "true"), 0, 0, value, preset, messages);
                });
            }
            fields.add(new ParameterField(ParametersViewModel.SEED, messages.text("parameter.seed"), List.of(), Long.MIN_VALUE, Long.MAX_VALUE,
                    Long.toString(s.seed()), true, messages));
        }
        return fields;
    }
}
