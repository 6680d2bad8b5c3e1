package org.tablewalk.narrate.stage2;

import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** What memory with contents gives and takes, in words. */
final class DataSentence {
    private final Templates templates;

    DataSentence(Templates templates) {
        this.templates = templates;
    }

    /** The clause for an access of the guest's that carries a value, or of the host's to memory that is no table's; null for any other event. */
    String of(StepRecord step, EventRecord event, ArmState after) {
        if (event.kind() != Event.WORD_READ && event.kind() != Event.WORD_WRITE && event.kind() != Event.STORE && event.kind() != Event.ACCESS_DONE) {
            return null;
        }
        EventRecord access = step.event(Event.ACCESS_DONE);
        EventRecord read = step.event(Event.WORD_READ);
        EventRecord write = step.event(Event.WORD_WRITE);
        String space = access == null ? "" : Stage1Sentence.space(Narrator.before(step, after), access.actor());
        if (access != null && write != null) {
            return templates.fill("data.write", Words.value(write.c()), Words.address(access.a()), Words.address(write.a()), Words.value(write.b()), space);
        }
        if (access != null && read != null) {
            return templates.fill("data.read", Words.value(read.b()), Words.address(access.a()), Words.address(read.a()), space);
        }
        if (access != null || after.map().contentCell(event.a()) < 0) {
            return null;
        }
        return switch (event.kind()) {
            case Event.WORD_WRITE -> templates.fill("data.store", Words.value(event.c()), Words.address(event.a()), Words.value(event.b()));
            case Event.STORE -> templates.fill("data.buffered", Words.value(event.b()), Words.address(event.a()));
            default -> templates.fill("data.load", Words.value(event.b()), Words.address(event.a()));
        };
    }
}
