package org.tablewalk.app.stage2;

import java.util.concurrent.Callable;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.ListingFacts;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Sizes;
import org.tablewalk.arch.arm64.Stage2Registers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk vmtype TYPE}: what KVM_CREATE_VM does with a type argument. The listings of VM creation run and are asked. */
@Command(
        name = "vmtype",
        description = "Creates a VM with KVM's listings and tells what its type argument gives: an IPA size, or an error and the line that refused.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Answer (--json): type, limit, era, result: bits, or the name of the error; and granule, vtcr, rootTables, refusedAt."})
public final class VmTypeCommand implements Callable<Integer> {
    private static final CalculatorInput INPUT = new CalculatorInput("vmtype");

    private final Terminal terminal;

    @ParentCommand
    private RootCommand root;

    @Parameters(paramLabel = "TYPE", description = "The argument: bits 7:0 are the IPA size, 0 the default. Decimal or 0x.")
    private String typeText;

    @Option(names = "--granule", paramLabel = "SIZE", defaultValue = "4K", description = "The host's pages: 4K, 16K or 64K. Default: ${DEFAULT-VALUE}.")
    private String granuleText;

    @Mixin
    private CreationOptions options;

    public VmTypeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long type = INPUT.number("TYPE", typeText);
        var granule = INPUT.granule(granuleText);
        options.check(INPUT);
        // With 4K and 16K only a host with LPA2 reports a limit above 48.
        var vm = options.create(INPUT, granule, options.limit() > 48 && granule != Granule.K64, type);
        boolean made = vm.error() == 0;
        var answer = new Answer("0x" + Long.toHexString(type), options.limit(), options.era(), made ? vm.ipaBits() : "EINVAL", granule.label(),
                made ? "0x" + Long.toHexString(vm.vtcr()) : null, made ? vm.rootPages() : null, vm.at());
        terminal.answer(root.json(), answer, () -> print(answer, vm, granule));
        return ExitCode.DONE.number();
    }

    private void print(Answer answer, VmCreation vm, Granule granule) {
        var out = terminal.out();
        out.println("KVM_CREATE_VM with type " + answer.type() + " on Linux " + answer.era() + ", limit " + answer.limit() + " bits, " + answer.granule() + " pages");
        if (vm.error() != 0) {
            out.println("  -" + answer.result() + ", refused in " + vm.at().listing() + ":" + vm.at().number() + "  " + Terminal.plain(vm.at().text()));
            return;
        }
        out.println("  an IPA space of " + vm.ipaBits() + " bits; " + vm.rootPages() + (vm.rootPages() == 1 ? " root table, " : " root tables, ")
                + Sizes.text((long) vm.rootPages() << granule.pageShift()) + "; VTCR_EL2 " + answer.vtcr());
        RegisterText.print(out, Stage2Registers.vtcr(vm.vtcr()));
    }

    /**
     * The answer.
     *
     * @param result     bits, or the name of the error
     * @param vtcr       VTCR_EL2 of the VM, or null
     * @param rootTables pages of its root, or null
     * @param refusedAt  the line that refused, or null
     */
    record Answer(String type, int limit, String era, Object result, String granule, String vtcr, Integer rootTables, ListingFacts.Line refusedAt) {}
}
