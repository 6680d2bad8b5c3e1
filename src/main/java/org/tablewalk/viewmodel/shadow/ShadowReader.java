package org.tablewalk.viewmodel.shadow;

import java.util.function.Function;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.format.scenario.shadow.X86Blueprint;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.shadow.ShadowNarrator;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.shadow.MachineShadow;
import org.tablewalk.picture.shadow.X86Tlbs;
import org.tablewalk.session.Frame;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.shadow.RoleWords;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Reading;

/** Reads the frames of an x86 machine's run; what one frame's tables share with the last one's is not read again. */
final class ShadowReader implements Function<Frame, Reading> {
    private final X86Map map;
    private final Intrinsics intrinsics;
    private final RoleMeaning meaning;
    private final ShadowNarrator narrator;
    private final Designs designs;
    private final Messages messages;
    private final TlbBook<X86State.TlbEntry> tlbs = X86Tlbs.book();
    private MachineShadow tables;

    ShadowReader(ScenarioRun run, Designs designs, Messages messages) {
        var blueprint = (X86Blueprint) run.source().blueprint();
        map = blueprint.build().map();
        intrinsics = blueprint.intrinsics();
        meaning = RoleWords.meaning(map).remembered();
        narrator = new ShadowNarrator(meaning);
        this.designs = designs;
        this.messages = messages;
    }

    @Override
    public Reading apply(Frame frame) {
        var state = new X86State(map, frame.image());
        tables = tables == null ? MachineShadow.of(state, meaning) : tables.next(state);
        tlbs.show(new X86Tlbs(state, frame.before()), frame.step(), frame.tlbLog());
        return new ShadowReading(frame, state, intrinsics, tables, tlbs, designs, meaning, narrator, messages);
    }
}
