package org.tablewalk.narrate.casemate;

import java.util.Locale;
import java.util.function.IntFunction;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.Event;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.narrate.tree.Barriers;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.SystemRegister;

/**
 * Tells imports, one sentence a record, in the present tense. It says what was recorded and nothing that would have to be guessed, so
 * a word is told by its number and not as a page or a table.
 */
public final class ImportNarrator {
    private final Templates templates = new Templates();
    private final ImportMap map;
    private final IntFunction<String> records;
    private final IntFunction<String> tlbis;

    /**
     * The narrator of one import.
     *
     * @param map     where its locks and registers lie
     * @param records the text of a record by its index
     * @param tlbis   the mnemonic of a TLBI operation as the import's events number it
     */
    public ImportNarrator(ImportMap map, IntFunction<String> records, IntFunction<String> tlbis) {
        this.map = map;
        this.records = records;
        this.tlbis = tlbis;
    }

    /** The sentence of a step; records are counted from 1, as positions are. */
    public String sentence(StepRecord step) {
        return templates.fill("import.step", step.cpu(), step.position() + 1, clause(step));
    }

    private String clause(StepRecord step) {
        var note = step.event(Event.NOTE);
        if (note != null) {
            long words = step.events().stream().filter(e -> e.kind() == Event.WORD_WRITE).count();
            String text = records.apply((int) note.a());
            return words == 0 ? templates.fill("import.note", text) : templates.fill("import.note.words", text, words);
        }
        var barrier = step.event(Event.DSB_DONE);
        if (barrier != null) {
            long done = step.events().stream().filter(e -> e.kind() == Event.TLBI_DONE).count();
            return done == 0 ? templates.fill("import.dsb", Barriers.dsb(barrier.a()))
                    : templates.fill("import.dsb.completes", Barriers.dsb(barrier.a()), done);
        }
        return step.events().isEmpty() ? templates.fill("import.note", records.apply((int) step.position()))
                : clause(step.events().getFirst(), step);
    }

    private String clause(EventRecord e, StepRecord step) {
        return switch (e.kind()) {
            case Event.WORD_WRITE -> store(e);
            case Event.WORD_READ -> templates.fill("import.read", Words.address(e.a()), Words.address(e.b()));
            case Event.TLBI_ISSUE -> {
                String name = tlbis.apply((int) e.b()).toUpperCase(Locale.ROOT);
                yield e.c() == 0 ? templates.fill("import.tlbi", name) : templates.fill("import.tlbi.operand", name, Words.address(e.c()));
            }
            case Event.ISB -> templates.fill("import.isb");
            case Event.MSR -> templates.fill("import.msr", SystemRegister.ofCode(e.a()).name(), Words.address(e.b()));
            case Event.LOCK -> templates.fill("import.lock", Words.address(map.lockAddress((int) e.a())));
            case Event.UNLOCK -> templates.fill("import.unlock", Words.address(map.lockAddress((int) e.a())));
            default -> templates.fill("import.note", records.apply((int) step.position()));
        };
    }

    private String store(EventRecord e) {
        boolean was = Descriptor.valid(e.b());
        boolean is = Descriptor.valid(e.c());
        String at = Words.address(e.a());
        return was && !is ? templates.fill("import.break", at, Words.address(e.b()))
                : !was && is ? templates.fill("import.make", at, Words.address(e.c()))
                : was ? templates.fill("import.replace", at, Words.address(e.b()), Words.address(e.c()))
                : templates.fill("import.write", at, Words.address(e.c()));
    }
}
