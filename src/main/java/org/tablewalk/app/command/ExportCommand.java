package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.tablewalk.export.TablesExport;
import org.tablewalk.picture.tree.TableSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk export FILE|NAME --to dump}: the tables of one moment as another program writes them. */
@Command(
        name = "export",
        description = "Writes the stage-2 tables of one moment as a kernel's stage2_page_tables shows them, to the last blank.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "A dump tells leaves only, and no output addresses; the last run, up to the end of the address space, is left out, as kernels leave it out.",
            "Styles: xnx (v6.19 and later), nx (v6.18), x-swapped (v6.13 to v6.17, where X means not executable), android16, android15, android14; which release",
            "prints which is inferred from the dates of the changes."
        })
public final class ExportCommand implements Callable<Integer> {
    private static final String DUMP = "dump";

    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private MomentOptions moment;

    @Option(names = "--to", paramLabel = "FORMAT", required = true, description = "The format: dump.")
    private String format;

    @Option(names = "--style", paramLabel = "S", description = "The columns of a dump. Default: those of a dump that is read, else xnx.")
    private String style;

    @Option(names = "-o", paramLabel = "OUT", required = true, description = "The file to write, or - for standard output.")
    private String out;

    public ExportCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        if (!format.equals(DUMP)) {
            throw new InputException("--to: expected dump, found '" + format + "'");
        }
        if (style != null && !TablesExport.styles().contains(style)) {
            throw new InputException("--style: expected one of " + String.join(", ", TablesExport.styles()) + ", found '" + style + "'");
        }
        if (out.equals("-") && root.json()) {
            throw new InputException("--json: standard output is taken by the dump; expected -o with a file");
        }
        var chosen = moment.open(scenarios);
        var file = out.equals("-") ? null : OutputFile.at(scenarios.path(out), moment.file(scenarios));
        var execution = moment.reach(chosen);
        TableSource tables = execution.report().tables().orElseThrow(() -> new InputException(
                "--to: " + chosen.name() + " has no stage-2 tables of Arm at this step, or those of more than one guest; expected one tree"));
        String columns = style == null ? TablesExport.style(tables) : style;
        byte[] dump = dump(tables, columns, chosen.name());
        if (file == null) {
            terminal.out().print(new String(dump, StandardCharsets.US_ASCII));
            return ExitCode.DONE.number();
        }
        file.write(dump);
        var answer = new Answer(chosen.name(), execution.steps(), execution.stateHash(), format, columns, out, new String(dump, StandardCharsets.US_ASCII).lines().count());
        terminal.answer(root.json(), answer, () -> terminal.out().println(out + ": step " + answer.step() + ", " + answer.lines() + " lines"));
        return ExitCode.DONE.number();
    }

    private static byte[] dump(TableSource tables, String columns, String name) {
        try {
            return TablesExport.dump(tables, columns);
        } catch (IllegalStateException e) {
            throw new InputException("--to: " + name + " has tables that lead to each other without an end in sight: " + e.getMessage(), e);
        }
    }

    /** The answer; {@code lines} with the head. */
    record Answer(String scenario, long step, String stateHash, String to, String style, String file, long lines) {}
}
