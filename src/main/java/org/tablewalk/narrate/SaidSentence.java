package org.tablewalk.narrate;

import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.trace.EventRecord;

/** What a listing says about itself, in words: its end, an assertion that does not hold, who owns memory, what its dirty log knows. */
public final class SaidSentence {
    private final Templates templates;
    private final Words words;

    public SaidSentence(Templates templates, Words words) {
        this.templates = templates;
        this.words = words;
    }

    /** The clause for one of these events. */
    public String of(EventRecord e, Program program) {
        return switch (e.kind()) {
            case Event.HALT -> halted(e, program);
            case Event.ASSERT_FAILED -> words.line(program, (int) e.a(), "assert", "idle");
            case Event.GIVE -> templates.fill("give", Words.address(e.a()), Words.address(e.a() + e.b() - 1), owner((int) e.c()));
            case Event.LOG_DIRTY -> templates.fill(e.c() == 0 ? "dirty.off" : "dirty.on", Words.address(e.a()), Words.address(e.a() + e.b() - 1));
            case Event.DIRTY -> templates.fill("dirty", Words.address(e.a()));
            default -> templates.fill("dirty.collect", Words.address(e.a()), Words.address(e.a() + e.b() - 1));
        };
    }

    private String halted(EventRecord e, Program program) {
        return switch ((int) e.b()) {
            case Event.STACK -> words.line(program, (int) e.c(), "fails.stack", "idle");
            case Event.MISUSE -> words.line(program, (int) e.c(), "fails.misuse", "idle");
            case Event.UNHANDLED -> words.line(program, (int) e.c(), "fails.unhandled", "idle");
            case Event.OTHER_TREE -> words.line(program, (int) e.c(), "fails.tree", "idle");
            case Event.EXITED -> e.a() == 0 ? templates.fill("ends") : templates.fill("fails.exit", Words.result(e.a()));
            default -> e.a() == 0 ? templates.fill("ends") : templates.fill("fails", Words.result(e.a()));
        };
    }

    private String owner(int owner) {
        return switch (owner) {
            case Event.HOST -> templates.fill("owner.host");
            case Event.GUEST -> templates.fill("owner.guest");
            default -> templates.fill("owner.other", owner);
        };
    }
}
