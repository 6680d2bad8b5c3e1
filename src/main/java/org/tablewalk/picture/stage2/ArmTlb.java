package org.tablewalk.picture.stage2;

import java.util.List;
import java.util.Set;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.TlbEntries;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.trace.StepRecord;

/** The TLB of a CPU of an Arm machine. */
public final class ArmTlb extends TlbEntries<ArmState.TlbEntry> {
    private final Words words = new Words();
    private final int cpu;
    private final TableFormat format;

    /** The TLB of a CPU after a step, which may be null. */
    public ArmTlb(int cpu, ArmState state, StepRecord step, TableFormat format) {
        this(cpu, state.tlb(cpu), ArmScene.stale(state, cpu), ArmScene.filled(state, step, cpu), format);
    }

    /**
     * A TLB.
     *
     * @param entries in the order shown
     * @param stale   slots of entries that differ from the tables
     * @param fresh   slots of entries that the last step filled
     */
    public ArmTlb(int cpu, List<ArmState.TlbEntry> entries, Set<Integer> stale, Set<Integer> fresh, TableFormat format) {
        super(entries, stale, fresh);
        this.cpu = cpu;
        this.format = format;
    }

    @Override
    protected int slot(ArmState.TlbEntry e) {
        return e.slot();
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column(words.of("tlb.slot"), 40, false), new Column(words.of("tlb.kind"), 62, true), new Column(words.of("tlb.vmid"), 46, false),
                new Column(words.of("tlb.ipa"), 128, false), new Column(words.of("tlb.size"), 44, false), new Column(words.of("tlb.entry"), 118, false),
                new Column(words.of("tlb.pa"), 128, false));
    }

    @Override
    protected Line line(ArmState.TlbEntry e, State state) {
        String kind = words.of(e.kind() == ArmState.Kind.FINAL ? "tlb.final" : "tlb.walk");
        String ipa = Hex.grouped(e.ipa());
        String size = Hex.size(e.size());
        String entry = format.label(e.descriptor(), e.level());
        String to = Hex.grouped(Math.max(0, format.target(e.descriptor(), e.level())));
        return new Line(e.slot(), List.of(Integer.toString(e.slot()), kind, Integer.toString(e.vmid()), ipa, size, entry, to), state,
                words.of("tip.tlb", cpu, e.slot(), kind, ipa, size, entry, to));
    }

    @Override
    protected Cell cell(ArmState.TlbEntry e, State state) {
        boolean table = e.kind() == ArmState.Kind.WALK;
        String label = format.label(e.descriptor(), e.level());
        // Pages and blocks are told apart by their size.
        String rights = table ? words.of("rows.table", e.level()) : Hex.size(e.size()) + " " + label.substring(label.lastIndexOf(' ') + 1);
        return new Cell(e.slot(), Hex.grouped(e.ipa()), rights, words.of("rows.vmid", e.vmid()), state, line(e, state).tip());
    }
}
