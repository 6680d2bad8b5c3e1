package org.tablewalk.app.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.ListingFacts;
import org.tablewalk.app.command.Report;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.machine.x86.Owner;
import org.tablewalk.machine.x86.X86State;

/**
 * What {@code tablewalk state} tells of one moment of an x86 machine's run.
 *
 * @param step         steps made
 * @param stateHash    of the cells, 16 hexadecimal digits
 * @param design       what role words store
 * @param guestTables  that the CPUs' roots lead to
 * @param shadowPages  that exist, by serial number
 * @param specialPages root pages in use, which are no shadow pages
 */
record X86StateAnswer(String scenario, Map<String, Object> parameters, long seed, String policy, long step, String stateHash, String virtualization,
        String design, List<Cpu> cpus, List<GuestTables.Table> guestTables, List<Page> shadowPages, List<Special> specialPages, Lock mmuLock) {
    /**
     * A CPU.
     *
     * @param mode    none, twoLevel, pae, fourLevel or fiveLevel: the paging its registers select
     * @param routine what it runs, or null
     * @param line    of the listing, the next to execute, or null
     * @param root    the table that the hardware walks, or null
     * @param exit    0 or the error that KVM_RUN returned
     */
    record Cpu(int cpu, String status, boolean guest, String mode, String cr0, String cr3, String cr4, String efer, String routine,
            ListingFacts.Line line, String root, int rootLevel, Mmu mmu, Access access, long exit, List<ListingFacts.Frame> stack, List<TlbEntry> tlb) {}

    /** What KVM keeps for the CPU. */
    record Mmu(int guestLevel, int shadowLevel, String rootRole, String rootPgd, List<PreviousRoot> previousRoots, List<String> pdptrs) {}

    /** A root that was in use before, and the CR3 it belongs to. */
    record PreviousRoot(String pgd, String root) {}

    /** A memory access in flight; level 0 when it is about to be performed. */
    record Access(String address, String kind, boolean user, int level) {}

    /**
     * A TLB entry.
     *
     * @param structure true if it is a paging-structure cache's, else null
     * @param vpid      null if entries are told apart by their root
     * @param pcid      null as well, and for a global page
     */
    record TlbEntry(int slot, String address, int level, String spte, String root, Boolean structure, Integer vpid, Integer pcid) {
        private static TlbEntry of(X86State.TlbEntry e, ShadowPageFacts facts, boolean tagged) {
            return new TlbEntry(e.slot(), Json.hex(e.address()), e.level(), Json.hex(e.spte()), facts.table(e.root()), e.structure() ? true : null,
                    tagged ? Owner.vpid(e.owner()) : null, tagged && !Owner.global(e.owner()) ? Owner.pcid(e.owner()) : null);
        }
    }

    /**
     * A shadow page.
     *
     * @param facts   level, gfn, role
     * @param entries that are not empty
     */
    record Page(ShadowPageFacts.Page facts, long rootCount, boolean unsync, long unsyncChildren, long writeFlooding, int tracked, boolean tdpMmu, List<Link> parents,
            List<Entry> entries) {}

    /** An entry that points to a page: its table and index. */
    record Link(String parent, Integer parentIndex) {}

    /** An entry of a shadow table; {@code to} is the table or the memory it leads to, null if it is not present. */
    record Entry(int index, String spte, String to) {}

    /** A special root page and its entries. */
    record Special(int cpu, String id, List<Entry> entries) {}

    /** A lock; owner -1 for none. */
    record Lock(int owner, List<Integer> queue) {}

    static X86StateAnswer of(Execution execution, X86State state, ShadowPageFacts facts) {
        var chosen = execution.chosen();
        var config = state.map().config();
        var cpus = new ArrayList<Cpu>();
        var special = new ArrayList<Special>();
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            cpus.add(cpu(state, facts, cpu));
            special(state, facts, cpu, special);
        }
        int guestLevel = state.mmu(0).cpuLevel();
        var pages = state.shadowPages().stream().sorted((a, b) -> Long.compare(a.id(), b.id())).map(sp -> page(state, facts, sp, guestLevel)).toList();
        return new X86StateAnswer(chosen.name(), chosen.parameters(), chosen.seed(), chosen.policy(), execution.steps(), execution.stateHash(),
                Report.word(config.virtualization()), config.design().label(), cpus, GuestTables.of(state), pages, special,
                new Lock(state.lock(0).owner(), state.lock(0).queue()));
    }

    private static Cpu cpu(X86State state, ShadowPageFacts facts, int number) {
        var cpu = state.cpu(number);
        var program = state.map().program();
        var access = cpu.access() == null ? null : new Access(Json.hex(cpu.access().address()), ListingFacts.kind(cpu.access().kind()),
                cpu.access().user(), cpu.access().level());
        boolean tagged = state.map().config().caching().tagged();
        var tlb = state.tlb(number).stream().map(e -> TlbEntry.of(e, facts, tagged)).toList();
        return new Cpu(number, Report.word(cpu.status()), cpu.guest(), Report.word(cpu.mode()), Json.hex(cpu.cr0()), Json.hex(cpu.cr3()),
                Json.hex(cpu.cr4()), Json.hex(cpu.efer()), ListingFacts.routine(program, cpu.pc()), ListingFacts.line(program, cpu.pc()),
                cpu.root() == 0 ? null : facts.table(cpu.root()), cpu.level(), mmu(state, facts, number), access, cpu.exit(),
                ListingFacts.stack(state.frames(number)), tlb);
    }

    private static Mmu mmu(X86State state, ShadowPageFacts facts, int cpu) {
        var mmu = state.mmu(cpu);
        var previous = mmu.prevRoots().stream().filter(r -> r.hpa() != 0)
                .map(r -> new PreviousRoot(ShadowPageFacts.hex(r.pgd()), facts.table(r.hpa()))).toList();
        return new Mmu(mmu.cpuLevel(), mmu.shadowLevel(), String.format(Locale.ROOT, "0x%08x", mmu.rootRole()), ShadowPageFacts.hex(mmu.rootPgd()), previous,
                mmu.pdptrs().stream().map(Json::hex).toList());
    }

    private static Page page(X86State state, ShadowPageFacts facts, X86State.ShadowPage sp, int guestLevel) {
        var parents = state.entries(sp.parents()).stream().map(a -> new Link(facts.table(a), ShadowPageFacts.index(a))).toList();
        return new Page(facts.page(sp, guestLevel), sp.rootCount(), sp.unsync(), sp.unsyncChildren(), sp.writeFlooding(), state.tracked(sp.gfn()), sp.tdpMmu(), parents,
                entries(state, facts, sp.table()));
    }

    private static void special(X86State state, ShadowPageFacts facts, int cpu, List<Special> found) {
        for (int which = 2; which >= 0; which--) {
            long table = state.map().specialPage(cpu, which);
            var entries = entries(state, facts, table);
            if (!entries.isEmpty()) {
                found.add(new Special(cpu, facts.table(table), entries));
            }
        }
    }

    private static List<Entry> entries(X86State state, ShadowPageFacts facts, long table) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 512; i++) {
            long spte = state.word(table + 8L * i);
            if (spte != 0) {
                boolean present = (spte & (Pte.P | Pte.MMU_PRESENT)) != 0;
                entries.add(new Entry(i, Json.hex(spte), present ? facts.table(X86State.table(spte)) : null));
            }
        }
        return entries;
    }
}
