package org.tablewalk.narrate.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** What the guests' own stage of translation does, in words. */
final class Stage1Sentence {
    private static final long LEVEL = 0xff;

    private final Templates templates;
    private final Words words;

    Stage1Sentence(Templates templates, Words words) {
        this.templates = templates;
        this.words = words;
    }

    /** Whether a read or a miss is of stage 1. */
    static boolean of(EventRecord e) {
        return (e.c() & Event.STAGE_1) != 0;
    }

    /** What the address of an access is that is about to be performed: of one that an entry of both stages has translated the guest's own. */
    static String space(ArmState before, int cpu) {
        Stage1State.Access access = before.stage1() == null ? null : before.stage1().access(cpu, false);
        return access != null && access.step() == Stage1State.Step.HIT ? "VA" : "IPA";
    }

    /** A read of a stage-1 entry, in the state before it: where stage 2 found it, and what it says. */
    String read(ArmState before, EventRecord e) {
        boolean speculative = (e.c() & Event.SPECULATIVE) != 0;
        ArmState.Cpu cpu = before.cpu(e.actor());
        ArmState.Access access = speculative ? cpu.speculation() : cpu.access();
        String ipa = access == null ? "?" : Words.address(access.ipa());
        int level = (int) (e.c() & LEVEL);
        return templates.fill(speculative ? "stage1.read.speculative" : "stage1.read", level, ipa, Words.address(e.a()), described(before, e.b(), level));
    }

    private String described(ArmState state, long word, int level) {
        Granule granule = state.map().config().geometry().granule();
        if (Descriptor.table(word, level)) {
            return templates.fill("stage1.table", Words.address(Descriptor.nextTable(word, granule, false)));
        }
        if (!Descriptor.leaf(word, level)) {
            return templates.fill("descriptor.invalid");
        }
        return templates.fill(level == 3 ? "stage1.page" : "stage1.block", Permissions.text(Stage1Descriptor.rights(word)),
                Words.address(Descriptor.outputAddress(word, level, granule, false)), templates.fill(Stage1Descriptor.global(word) ? "stage1.global" : "stage1.asid"));
    }

    /** A lookup that finds an entry on the side of stage 1; null if it is one of stage 2. */
    String hit(EventRecord e) {
        if (!TlbTags.stage1(e.b())) {
            return null;
        }
        String whose = TlbTags.global(e.b()) ? templates.fill("stage1.hit.global") : templates.fill("stage1.hit.asid", TlbTags.asid(e.b()));
        return templates.fill(TlbTags.combined(e.b()) ? "stage1.hit.combined" : "stage1.hit", Words.address(e.a()), whose);
    }

    /** A lookup that finds nothing on the side of stage 1. */
    String miss(EventRecord e) {
        return templates.fill("stage1.miss", words.access((int) e.b()), Words.address(e.a()), e.c() & LEVEL);
    }

    /** What a step puts into the TLB on the side of stage 1, to follow what else it did; empty for nothing. */
    String kept(StepRecord step) {
        var text = new StringBuilder();
        for (EventRecord e : step.events()) {
            if (e.kind() == Event.TLB_FILL && TlbTags.stage1(e.a())) {
                boolean piece = TlbTags.combined(e.a()) && TlbTags.origin(e.a()) < TlbTags.level(e.a());
                text.append(templates.fill(piece ? "stage1.kept.piece" : TlbTags.combined(e.a()) ? "stage1.kept.combined" : "stage1.kept", Words.address(TlbTags.ipa(e
                        .a()) << 12 >> 12)));
            }
        }
        return text.toString();
    }

    /** Flags that hardware sets in a descriptor. */
    String updates(EventRecord e) {
        return templates.fill("stage1.update", Words.address(e.a()), Words.address(e.b()), Words.address(e.c()));
    }
}
