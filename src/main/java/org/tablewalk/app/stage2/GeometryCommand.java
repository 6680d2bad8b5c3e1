package org.tablewalk.app.stage2;

import java.util.concurrent.Callable;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk geometry}: the shape of the stage-2 tree for a granule and an IPA size, its registers, and how an address is read. */
@Command(
        name = "geometry",
        description = "Tells which tree KVM builds for an IPA size: levels, root, VTCR_EL2 and VTTBR_EL2 field by field, and how an address is split.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Answer (--json): granule, ipaBits, levels, startLevel, rootEntriesUsed, rootTables, rootAllocBytes, archRootBytes, vttbrAlignLog2,",
            "entrySpanBytes, t0sz, sl0, tg0, vtcrWithoutPsVsHa, lpa2, featureNeeded, memcacheMinPages, clampedToTwoLevels, vtcr and vttbr (fields),",
            "jumps; with --address: address, split; with --limit and --era: creation."
        })
public final class GeometryCommand implements Callable<Integer> {
    private static final CalculatorInput INPUT = new CalculatorInput("geometry");

    private final Terminal terminal;

    @ParentCommand
    private RootCommand root;

    @Option(names = "--granule", paramLabel = "SIZE", defaultValue = "4K", description = "4K, 16K or 64K. Default: ${DEFAULT-VALUE}.")
    private String granuleText;

    @Option(names = "--ipa", paramLabel = "BITS", required = true, description = "Size of the IPA space, 32..52 bits.")
    private int ipaBits;

    @Option(names = "--lpa2", negatable = true,
            description = "VTCR_EL2.DS is set, or is not. Without it: as the size needs it. Never with 64K, which holds 52-bit addresses anyway.")
    private Boolean lpa2;

    @Option(names = "--address", paramLabel = "IPA", description = "An address below 2^BITS to split.")
    private String addressText;

    @Mixin
    private CreationOptions creation;

    public GeometryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var geometry = geometry(INPUT.granule(granuleText));
        Long address = addressText == null ? null : address(geometry);
        GeometryAnswer.Creation created = null;
        if (creation.given()) {
            creation.check(INPUT);
            var vm = creation.create(INPUT, geometry.granule(), geometry.lpa2(), ipaBits);
            created = new GeometryAnswer.Creation("0x" + Integer.toHexString(ipaBits), creation.limit(), creation.era(), vm.error() == 0 ? vm.ipaBits() : "EINVAL",
                    vm.error() == 0 ? GeometryAnswer.hex(vm.vtcr()) : null, vm.at());
        }
        var answer = GeometryAnswer.of(geometry, address, created);
        terminal.answer(root.json(), answer, () -> answer.print(terminal.out()));
        return ExitCode.DONE.number();
    }

    private Stage2Geometry geometry(Granule granule) {
        INPUT.bits("--ipa", "an IPA size", ipaBits, Stage2Geometry.MIN_IPA_BITS, Stage2Geometry.MAX_IPA_BITS);
        if (lpa2 == null) {
            return Stage2Geometry.of(granule, ipaBits);
        }
        if (lpa2 && granule == Granule.K64) {
            throw INPUT.error("--lpa2: goes with --granule 4K or 16K; 64K descriptors hold 52-bit addresses without it");
        }
        if (!lpa2 && granule != Granule.K64 && ipaBits > 48) {
            throw INPUT.error("--no-lpa2: expected --ipa of 32..48 bits, because without LPA2 " + granule.label() + " descriptors hold 48-bit addresses, found " + ipaBits);
        }
        return Stage2Geometry.of(granule, ipaBits, lpa2);
    }

    private Long address(Stage2Geometry geometry) {
        long address = INPUT.number("--address", addressText);
        if (address < 0 || address >= geometry.limit()) {
            throw INPUT.error("--address: expected an address of 0..0x" + Long.toHexString(geometry.limit() - 1) + ", the IPA space of " + ipaBits + " bits, found 0x"
                    + Long.toHexString(address));
        }
        return address;
    }
}
