package org.tablewalk.viewmodel;

import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.check.shadow.Invariants;
import org.tablewalk.check.shadow.RoleMeaning;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.ShadowNarrator;
import org.tablewalk.picture.TableSource;
import org.tablewalk.picture.shadow.ImportedScene;
import org.tablewalk.picture.shadow.ImportedShadow;
import org.tablewalk.picture.shadow.MachineScene;
import org.tablewalk.picture.shadow.MachineShadow;
import org.tablewalk.picture.shadow.ShadowScene;
import org.tablewalk.picture.shadow.ShadowSource;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.imported.ImportState;
import org.tablewalk.trace.imported.TableRoot;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

/** The readers of a frame's images: of every kind of subject what its panes are filled from. */
sealed interface Reading {
    /** CPUs, or threads of a trace. */
    int cpus();

    /** The machine it is about. */
    default MachineKind kind() {
        return MachineKind.ARM;
    }

    /** Nothing is open. */
    record Nothing() implements Reading {
        @Override
        public int cpus() {
            return 0;
        }
    }

    /**
     * Our Arm machine.
     *
     * @param intrinsics what its listings call
     * @param tables     its tables as pictures read them
     */
    record Arm(ArmState state, Intrinsics intrinsics, TableSource tables) implements Reading {
        Program program() {
            return state.map().program();
        }

        @Override
        public int cpus() {
            return state.map().config().cpus();
        }
    }

    /** What is about shadow pages, ours or recorded. */
    sealed interface Shadow extends Reading permits X86, Kvmmmu {
        @Override
        default MachineKind kind() {
            return MachineKind.X86;
        }

        /** The tables. */
        ShadowSource source();

        /** The tables after a step, which may be null, with what it did to them. */
        ShadowScene scene(StepRecord step);

        /** What the role words store. */
        RoleDesign design();

        /** Whether shadow entries have the format of EPT. */
        boolean ept();

        /** What was touched last at a moment. */
        Chosen touched(Moment now);

        /** What marks call a page: the address of its header, or -1. */
        long header(ShadowSource.Page page);

        /** The host physical address of the word that says what something is, or -1. */
        long hostAddress(Chosen what);

        /** The invariants that the step broke that led to a moment; nothing where they cannot be judged. */
        List<ShadowFact> broken(Moment now);

        /** What other designs would say of a page; nothing where the MMU is not known. */
        List<ShadowFact> otherDesigns(ShadowSource.Page page, Messages messages);
    }

    /**
     * Our x86 machine.
     *
     * @param intrinsics what its listings call
     * @param source     its tables as pictures read them
     * @param designs    every design's rules
     * @param meaning    of the role words
     * @param narrator   of its runs
     */
    record X86(X86State state, Intrinsics intrinsics, MachineShadow source, Designs designs, RoleMeaning meaning, ShadowNarrator narrator)
            implements Shadow {
        private static final int MOST_BROKEN = 4;
        private static final int MOST_LEVELS = 5;

        Program program() {
            return state.map().program();
        }

        @Override
        public int cpus() {
            return state.map().config().cpus();
        }

        @Override
        public ShadowScene scene(StepRecord step) {
            return MachineScene.of(source, step);
        }

        @Override
        public RoleDesign design() {
            return state.design();
        }

        @Override
        public boolean ept() {
            return state.map().config().ept();
        }

        @Override
        public Chosen touched(Moment now) {
            return new Touches(source, header -> {
                X86State.ShadowPage page = state.shadowPageAt(header);
                return page == null ? -1 : page.table();
            }).last(now);
        }

        @Override
        public long header(ShadowSource.Page page) {
            X86State.ShadowPage found = state.shadowPageAt(page.table());
            return found == null ? -1 : found.header();
        }

        @Override
        public long hostAddress(Chosen what) {
            return switch (what) {
                case Chosen.Nothing n -> -1;
                case Chosen.Shadow s when s.index() != Chosen.WHOLE -> s.address();
                case Chosen.Shadow s -> {
                    X86State.ShadowPage page = state.shadowPageAt(s.table());
                    yield page == null ? -1 : page.header() + X86Map.SP_ROLE;
                }
                case Chosen.Guest g -> {
                    long pfn = g.index() == Chosen.WHOLE || g.table().cpu() >= 0 ? -1 : state.map().pfnOf(g.table().gfn());
                    yield pfn < 0 ? -1 : pfn << 12 | (long) WalkRules.entryBytes(g.table().rules()) * g.index() & -8;
                }
            };
        }

        @Override
        public List<ShadowFact> broken(Moment now) {
            boolean judged = now.frame().step() != null && MarkSearch.at(now.frame().marks(), now.frame().position() - 1).stream()
                    .anyMatch(m -> m.kind() == MarkKind.INVARIANT);
            return !judged ? List.of() : Invariants.of(state, meaning).stream().limit(MOST_BROKEN)
                    .map(v -> new ShadowFact("", narrator.violation(v, state), true, false, Chosen.NOTHING, -1)).toList();
        }

        @Override
        public List<ShadowFact> otherDesigns(ShadowSource.Page page, Messages messages) {
            return new OtherDesigns(state, designs, messages).of(page, cpuOf(page));
        }

        /** The CPU whose root leads to the page by way of first parents; 0 if none does. */
        private int cpuOf(ShadowSource.Page page) {
            ShadowSource.Page top = page;
            for (int level = page.level(); level <= MOST_LEVELS && top != null; level++) {
                for (int cpu = 0; cpu < cpus(); cpu++) {
                    if (state.mmu(cpu).rootHpa() == top.table()) {
                        return cpu;
                    }
                }
                List<Long> parents = source.parents(top);
                top = parents.isEmpty() ? null : source.page(parents.getFirst() & -4096);
            }
            return 0;
        }
    }

    /**
     * An imported trace of an Arm hypervisor.
     *
     * @param root   the tree that is shown, or null
     * @param tables its tables as pictures read them, or null
     */
    record Import(ImportState state, CasemateTrace trace, TableRoot root, TableSource tables) implements Reading {
        @Override
        public int cpus() {
            return state.map().lanes();
        }
    }

    /**
     * An imported trace of the kernel's kvmmmu tracepoints.
     *
     * @param source its tables as pictures read them
     */
    record Kvmmmu(KvmmmuState state, KvmmmuTrace trace, ImportedShadow source) implements Shadow {
        @Override
        public int cpus() {
            return state.map().lanes();
        }

        @Override
        public ShadowScene scene(StepRecord step) {
            return ImportedScene.of(source, step);
        }

        /** Mainline's: the bits that events tell lie as there in every kernel that has them. */
        @Override
        public RoleDesign design() {
            return RoleDesign.MAINLINE;
        }

        @Override
        public boolean ept() {
            return state.map().ept();
        }

        @Override
        public Chosen touched(Moment now) {
            return new Touches(source, table -> table).last(now);
        }

        /** Marks call a page by its name. */
        @Override
        public long header(ShadowSource.Page page) {
            return page.table();
        }

        @Override
        public long hostAddress(Chosen what) {
            return -1;
        }

        @Override
        public List<ShadowFact> broken(Moment now) {
            return List.of();
        }

        @Override
        public List<ShadowFact> otherDesigns(ShadowSource.Page page, Messages messages) {
            return List.of();
        }
    }
}
