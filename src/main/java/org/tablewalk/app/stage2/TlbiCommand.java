package org.tablewalk.app.stage2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.narrate.stage2.TlbiTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk tlbi [OPERATION]}: which TLB invalidation removes which entry; the table that the machine asks. */
@Command(
        name = "tlbi",
        description = "Prints which TLB invalidation removes which entry; 'tlbi OPERATION' one of them with the rule of each cell.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "How sure a rule is: verified (read in a text of the architecture), inferred, differs (two places of the architecture say different",
            "things). Hardware may remove more; the simulated one removes what it must.",
            "Answer (--json): operations, each with operation, broadcast, cells: entry, removed, rule, source, sure."
        })
public final class TlbiCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final TlbiTexts texts = new TlbiTexts();

    @ParentCommand
    private RootCommand root;

    @Parameters(arity = "0..1", paramLabel = "OPERATION", description = "Such as vae1is.")
    private String operation;

    public TlbiCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        for (var op : TlbiOp.values()) {
            if (operation == null || op.mnemonic().equals(operation.toLowerCase(Locale.ROOT))) {
                rows.add(row(op));
            }
        }
        if (rows.isEmpty()) {
            throw new InputException("no operation '" + operation + "'; there are " + Arrays.stream(TlbiOp.values()).map(TlbiOp::mnemonic).collect(Collectors.joining(", ")));
        }
        terminal.answer(root.json(), new Answer(rows), () -> rows.forEach(operation == null ? this::printLine : this::print));
        return ExitCode.DONE.number();
    }

    private Row row(TlbiOp op) {
        return new Row(op.mnemonic(), op.broadcast(), Arrays.stream(EntryKind.values())
                .map(kind -> new Cell(texts.kind(kind), texts.reach(op, kind), texts.rule(op, kind), texts.source(op, kind), texts.sure(op, kind))).toList());
    }

    private void printLine(Row row) {
        terminal.out().println(row.operation() + (row.broadcast() ? "" : " (this CPU only)"));
        row.cells().forEach(cell -> terminal.out().println("  %-14s %s%s".formatted(cell.entry(), cell.removed(), cell.sure().equals("verified") ? "" : " (" + cell.sure() + ")")));
    }

    private void print(Row row) {
        var out = terminal.out();
        out.println(row.operation() + (row.broadcast() ? ", on every CPU of the inner shareable domain" : ", on this CPU only"));
        for (var cell : row.cells()) {
            out.println();
            out.println("  " + cell.entry() + ": " + cell.removed());
            out.println("    " + cell.rule());
            out.println("    " + cell.source() + " (" + cell.sure() + ")");
        }
    }

    /** The table. */
    record Answer(List<Row> operations) {}

    /** An operation. */
    record Row(String operation, boolean broadcast, List<Cell> cells) {}

    /**
     * What it does to an entry of a kind.
     *
     * @param removed on what condition the entry goes
     */
    record Cell(String entry, String removed, String rule, String source, String sure) {}
}
