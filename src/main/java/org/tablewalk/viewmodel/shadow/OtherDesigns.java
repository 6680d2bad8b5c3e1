package org.tablewalk.viewmodel.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.kvm.shadow.RoleRules;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;

/** What every other design would store for a page of the same kind under the MMU of now, and what it would take the page for. */
public final class OtherDesigns {
    private static final int FIRST_OWN_BIT = 18;

    private final X86State state;
    private final Designs designs;
    private final Messages messages;

    public OtherDesigns(X86State state, Designs designs, Messages messages) {
        this.state = state;
        this.designs = designs;
        this.messages = messages;
    }

    /** One fact for each design but the machine's own; none if the MMU of now has no page of that level. */
    public List<Fact> of(ShadowSource.Page page, int cpu) {
        X86State.Mmu mmu = state.mmu(cpu);
        var facts = new ArrayList<Fact>();
        boolean indirect = page.direct() != ShadowSource.Answer.YES;
        if (mmu.shadowLevel() == 0 || page.level() > mmu.shadowLevel() || page.tdpMmu() || indirect && mmu.cpuLevel() == 0) {
            return facts;
        }
        X86State.Cpu c = state.cpu(cpu);
        X86Config config = state.map().config();
        boolean nested = config.virtualization() == X86Config.Virtualization.NESTED_NPT || config.ept();
        var as = new RoleRules.Mmu(mmu.cpuLevel(), mmu.shadowLevel(), (c.efer() & Registers.EFER_NX) != 0, (c.cr0() & Registers.CR0_WP) != 0, nested,
                config.ept());
        for (RoleDesign design : RoleDesign.values()) {
            if (design != state.design()) {
                facts.add(says(design, as, page));
            }
        }
        return facts;
    }

    private Fact says(RoleDesign design, RoleRules.Mmu mmu, ShadowSource.Page page) {
        RoleRules rules = designs.rules(design);
        boolean direct = page.direct() == ShadowSource.Answer.YES;
        long word = rules.word(mmu, page.level(), direct, state.role(page.role(), RoleField.ACCESS), state.role(page.role(), RoleField.QUADRANT));
        String kind = rules.direct(word) ? "direct" : rules.passthrough(word) ? "passthrough" : rules.hasGuestEntries(word) ? "shadows" : "none";
        String text = messages.text("design.says", own(design, word), messages.text("design." + kind));
        return designs.collides(design, mmu.guestLevel(), mmu.rootLevel(), page.level(), direct)
                ? Fact.alert(design.label(), messages.text("design.collides", text)) : Fact.plain(design.label(), text);
    }

    /** The fields that a design has for itself, with their values. */
    private String own(RoleDesign design, long word) {
        var text = new ArrayList<String>();
        for (RoleDesign.Bits bits : design.layout()) {
            if (bits.low() >= FIRST_OWN_BIT && bits.field() != RoleField.SMM) {
                text.add(messages.text("design.field", bits.field().text(), bits.get(word)));
            }
        }
        return text.isEmpty() ? messages.text("design.noField") : String.join(" ", text);
    }
}
