package org.tablewalk.picture.twotrees;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.picture.shadow.MachineShadow;

/** Moments made by hand. */
final class Scenes {
    /** Translated by entries 254, 72, 418 and 359. */
    static final long ADDRESS = 254L << 39 | 72L << 30 | 418L << 21 | 359L << 12;

    private Scenes() {}

    /** A fault being handled, with so many of the four pages made; the last one in this step and not linked yet. */
    static ShadowScene fault(int made) {
        HandMade machine = HandMade.fourOnFive(made);
        MachineShadow earlier = machine.shadow();
        return fault(earlier, Set.of());
    }

    static ShadowScene fault(MachineShadow source, Set<Long> fresh) {
        return new ShadowScene(source, Map.of(), Map.of(), fresh, Set.of(), Set.of(), Set.of(), List.of(new ShadowScene.Walk(0, ADDRESS, true, 0, 0)));
    }

    /** The moment in which the page of level 4 is made and hangs nowhere yet. */
    static ShadowScene growing() {
        HandMade machine = HandMade.fourOnFive(0);
        long table = machine.page(0x100, HandMade.role(4, 7));
        return fault(machine.shadow(), Set.of(table));
    }

    /** All four linked, a direct page, one that is unsync, one that was zapped, two CPUs, the leaf written in this step. */
    static ShadowScene whole() {
        HandMade machine = HandMade.fourOnFive(4);
        MachineShadow shadow = machine.shadow();
        long directory = shadow.pages(2).getFirst().table();
        long leaves = shadow.pages(1).getFirst().table();
        machine.guest(0x102, 5, 0x200L << 12 | 0xe7);
        long direct = machine.page(0x200, HandMade.role(1, 7) | 1 << 7);
        machine.link(directory + 8 * 5, direct);
        machine.put(direct, 0x2000L << 12 | 0xe67);
        machine.put(machine.header(leaves) + X86Map.SP_UNSYNC, 1);
        machine.put(machine.header(directory) + X86Map.SP_UNSYNC_CHILDREN, 1);
        long zapped = machine.page(0x105, HandMade.role(4, 7) | 1 << 11);
        machine.put(machine.header(zapped) + X86Map.SP_ROOT_COUNT, 1);
        machine.root(1, zapped, 4, 4);
        return new ShadowScene(machine.shadow(), Map.of(leaves + 8 * 359, 0L, directory + 8 * 418, 0L), Map.of((0x103L << 12) + 8 * 359, 0x145027L),
                Set.of(direct), Set.of(), Set.of((0x101L << 12) + 8 * 72), Set.of(), List.of(new ShadowScene.Walk(0, ADDRESS, false, 2, directory)));
    }
}
