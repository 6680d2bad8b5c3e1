package org.tablewalk.picture.shadow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.CallStack;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** Makes scenes of an x86 machine's states. */
public final class MachineScene {
    private MachineScene() {}

    /**
     * The two trees at one moment.
     *
     * @param step the step that led here, or null
     */
    public static ShadowScene of(MachineShadow source, StepRecord step) {
        X86State state = source.state();
        List<ShadowScene.Walk> walks = new ArrayList<>();
        Set<Long> next = new HashSet<>();
        for (int cpu = 0; cpu < source.cpus(); cpu++) {
            walk(state, cpu, walks, next);
        }
        Map<Long, Long> before = new HashMap<>();
        Map<Long, Long> guestBefore = new HashMap<>();
        Set<Long> made = new HashSet<>();
        Set<Long> removed = new HashSet<>();
        Set<Long> reads = new HashSet<>();
        if (step != null) {
            X86Map map = state.map();
            for (int i = 0; i < step.cells().length; i++) {
                long address = map.addressOf(step.cells()[i]);
                switch (region(address)) {
                    case TABLE -> before.put(address, step.before()[i]);
                    case HEADER -> {
                        if ((address - X86Map.HEADERS) % X86Map.HEADER_BYTES == X86Map.SP_ID) {
                            long table = X86Map.TABLES + ((long) map.pageOf(address) << 12);
                            (step.after()[i] != 0 ? made : removed).add(table);
                        }
                    }
                    case GUEST -> guestBefore.put(map.gfnOf(address >>> 12) << 12 | address & 0xfff, step.before()[i]);
                    case NONE -> {}
                }
            }
            for (EventRecord event : step.events()) {
                switch (event.kind()) {
                    case Event.GUEST_WALK -> reads.add(event.a() & 0x0fff_ffff_ffff_ffffL);
                    case Event.SP_ALLOC -> made.add(state.word(event.a() + X86Map.SP_SPT));
                    default -> {}
                }
            }
        }
        return new ShadowScene(source, before, guestBefore, made, removed, reads, next, walks);
    }

    /** What the routines that handle a page fault are given: {@code kvm_mmu_page_fault}, {@code kvm_tdp_mmu_page_fault}. */
    private static final List<String> FAULT = List.of("addr", "error_code");

    private enum Region { TABLE, HEADER, GUEST, NONE }

    private static Region region(long address) {
        if (address < 0) {
            return Region.NONE;
        }
        long region = address >>> 36 << 36;
        if (region == X86Map.TABLES || region == X86Map.SPECIAL) {
            return Region.TABLE;
        }
        return region == X86Map.HEADERS ? Region.HEADER : region == 0 ? Region.GUEST : Region.NONE;
    }

    private static void walk(X86State state, int cpu, List<ShadowScene.Walk> walks, Set<Long> next) {
        X86State.Cpu c = state.cpu(cpu);
        X86State.Access access = c.access();
        if (access != null) {
            walks.add(new ShadowScene.Walk(cpu, access.address(), false, access.level(), access.table()));
            if (access.level() > 0) {
                int rules = c.level() == 3 ? 3 : 5;
                next.add(access.table() + 8L * WalkRules.index(access.address(), access.level(), rules));
            }
            return;
        }
        if (c.guest() || c.pc() < 0) {
            return;
        }
        long address = faulting(state.frames(cpu));
        if (address != 0) {
            walks.add(new ShadowScene.Walk(cpu, address, true, 0, 0));
        }
    }

    /** The address of the page fault that is being handled, as long as the handler, or what it calls, still needs it: what is not needed any more is zero. */
    private static long faulting(List<CallStack.Frame> frames) {
        int handler = frames.size() - 1;
        while (handler >= 0 && !frames.get(handler).routine().parameters().equals(FAULT)) {
            handler--;
        }
        for (int i = handler; i >= 0; i--) {
            int slot = frames.get(i).routine().slotNames().indexOf(FAULT.getFirst());
            if (slot >= 0 && frames.get(i).slots()[slot] != 0) {
                return frames.get(i).slots()[slot];
            }
        }
        return 0;
    }
}
