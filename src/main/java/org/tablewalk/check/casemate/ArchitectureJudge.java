package org.tablewalk.check.casemate;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.tree.TreeJudge;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.EventSink;
import org.tablewalk.trace.casemate.BarrierKind;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.SystemRegister;

/**
 * The architecture's verdict on a trace, without guessing: the judge of trees watches it with the benefit of the doubt and without. What it finds with it is wrong; what it finds only
 * without it cannot be told.
 *
 * <p>Of what they find only that counts which nothing later can put right. A TLBI that names the wrong thing is no more than a cause: the right one may follow.
 */
public final class ArchitectureJudge {
    private static final Set<Rule> FINAL = EnumSet.of(Rule.NO_BREAK, Rule.MAKE_BEFORE_CLEAN, Rule.FREED_WHILE_OWED);
    private static final int NO_MOVE = 0;
    /** Debts that barriers and invalidations together may look at: some seconds. */
    private static final long MOST_LOOKS = 1L << 26;

    private final ImportState state;
    private final HalfDone halfDone = new HalfDone();
    private final TreeJudge certain;
    private final List<TreeJudge> doubting;
    private final List<TreeJudge> all;
    private final SharedIds ids = new SharedIds();
    /** By the entry that was meant: what was done wrong about it last. */
    private final Map<Long, Finding> causes = new HashMap<>();
    private Ground.Broken broken;
    private Ground doubt;
    private long looks;

    /**
     * A judge of a trace's machine in its first state.
     *
     * @param cells the machine's
     */
    public ArchitectureJudge(ImportMap map, Cells cells) {
        state = new ImportState(map, cells::get);
        var tables = new ImportedTables(state);
        certain = new TreeJudge(tables, new ImportedHardware(state, tables, true));
        doubting = List.of(new TreeJudge(tables, new ImportedHardware(state, tables, false)), new TreeJudge(tables, new ImportedHardware(state, tables, false, halfDone)));
        all = List.of(certain, doubting.getFirst(), doubting.getLast());
    }

    /** To be told of the machine's events. */
    public EventSink sink() {
        return (kind, actor, a, b, c) -> all.forEach(judge -> judge.event(kind, actor, a, b, c));
    }

    /** A record is about to be made. */
    public void before(int index, CasemateRecord next) {
        all.forEach(judge -> judge.before(NO_MOVE));
        switch (next) {
            case CasemateRecord.MemWrite r when !state.known(r.address()) && certain.reaches(r.address()) -> doubt(new Ground.UnknownBefore(index, r.address()));
            case CasemateRecord.MemRead r when state.known(r.address()) && state.word(r.address()) != r.value() && certain.reaches(r.address()) ->
                doubt(new Ground.ChangedByOther(index, r.address()));
            default -> {}
        }
    }

    private void doubt(Ground ground) {
        if (doubt == null) {
            doubt = ground;
        }
    }

    /** Whether what is owed has become so much that the rest of the trace cannot be judged. */
    public boolean gaveUp() {
        return looks > MOST_LOOKS;
    }

    /** It has been made. Gives what that breaks for good, if anything: then there is no more to judge. */
    public Optional<Ground.Broken> after(int index, CasemateRecord made) {
        all.forEach(TreeJudge::after);
        int thread = made.origin().thread();
        if (made instanceof CasemateRecord.Barrier || made instanceof CasemateRecord.Tlbi) {
            looks += all.stream().mapToInt(TreeJudge::owed).sum();
            if (gaveUp()) {
                doubt(new Ground.TooMuch(index));
            }
        }
        switch (made) {
            case CasemateRecord.Barrier r when r.kind() == BarrierKind.DSB_ISH || r.kind() == BarrierKind.DSB_SY -> halfDone.barrier(thread);
            case CasemateRecord.Tlbi r -> {
                halfDone.issued(new ImportState.Tlbi(r.kind(), thread, r.operand()));
                ids.invalidated(r.kind(), state.register(thread, SystemRegister.VTTBR_EL2).orElse(0));
            }
            case CasemateRecord.SysregWrite r -> ids.installed(r.register(), r.value());
            default -> {}
        }
        Found found = certain.found();
        for (int i = 0; i < found.size(); i++) {
            Finding finding = found.get(i, index);
            if (FINAL.contains(finding.rule())) {
                broken = new Ground.Broken(finding, causes.get(finding.entry()), finding.rule() == Rule.NO_BREAK ? List.of() : owed(finding.entry()));
            } else if (finding.rule().grade() == Grade.BREACH) {
                causes.put(finding.entry(), finding);
            }
        }
        for (TreeJudge judge : doubting) {
            for (int i = 0; i < judge.found().size(); i++) {
                if (FINAL.contains(judge.found().rule(i))) {
                    doubt(new Ground.Doubtful(judge.found().get(i, index)));
                }
            }
        }
        return Optional.ofNullable(broken);
    }

    private List<Debt.Item> owed(long entry) {
        return certain.debts().stream().filter(debt -> debt.entry() == entry).findFirst().map(Debt::owed).orElse(List.of());
    }

    /** The trace has ended and broke nothing: why it cannot be accepted, if there is a reason. */
    public Optional<Ground> end() {
        if (doubt == null && ids.any() != null) {
            doubt(new Ground.SharedId(ids.any()));
        }
        for (TreeJudge judge : all) {
            if (doubt == null && judge.owed() > 0) {
                doubt(new Ground.Owed(judge.debts().getFirst()));
            }
        }
        return Optional.ofNullable(doubt);
    }
}
