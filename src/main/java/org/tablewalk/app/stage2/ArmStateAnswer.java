package org.tablewalk.app.stage2;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.ListingFacts;
import org.tablewalk.app.command.Report;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.machine.arm64.ArmState;

/**
 * What {@code tablewalk state} tells of one moment of an Arm machine's run.
 *
 * @param step      steps made
 * @param stateHash of the cells, 16 hexadecimal digits
 * @param tables    tables that a walk can reach, root first, level by level
 * @param freed     addresses of freed tables
 * @param tlbis     invalidations in flight
 * @param mmuLock   who holds the lock and who waits for it
 * @param contents  what memory holds where it is not 0; not told where memory has no contents
 */
record ArmStateAnswer(String scenario, Map<String, Object> parameters, long seed, String policy, long step, String stateHash, List<Cpu> cpus,
        List<Table> tables, List<String> freed, List<Invalidation> tlbis, Lock mmuLock, @JsonInclude(JsonInclude.Include.NON_NULL) List<Words> contents) {
    /**
     * A CPU.
     *
     * @param routine what it runs, or null
     * @param line    of the listing, the next to execute, or null
     * @param access  in flight, or null
     * @param exit    0 or the error that KVM_RUN returned
     * @param stack   routines with their variables, innermost first
     */
    record Cpu(int cpu, String status, boolean guest, String routine, ListingFacts.Line line, String vttbr, Access access, long exit, List<ListingFacts.Frame> stack,
            List<TlbEntry> tlb, List<Store> storeBuffer) {}

    /** A memory access in flight. */
    record Access(String ipa, String kind, String phase, int level) {}

    /** A TLB entry; {@code kind} is final or walk. */
    record TlbEntry(int slot, String kind, int vmid, String ipa, long size, int level, String descriptor) {}

    /** A store that is not visible yet. */
    record Store(String address, String value) {}

    /** A table: entries that are zero are left out. */
    record Table(String address, int level, String ipa, long references, List<Entry> entries) {}

    /**
     * One descriptor, or a run of neighbours that map contiguous memory with equal attributes.
     *
     * @param count  descriptors in the run
     * @param kind   INV, TBL, BLK, PAGE or RES
     * @param to     output address or next table, null for the other kinds
     * @param rights letters of RWX or -, null unless it maps memory
     */
    record Entry(int index, int count, String kind, String ipa, String descriptor, String to, String rights, boolean nT) {}

    /** An invalidation in flight: CPUs it has not arrived at, and CPUs with an access that it waits for. */
    record Invalidation(String operation, int issuer, int vmid, String operand, List<Integer> pending, List<Integer> waitsFor) {}

    /** A lock; owner -1 for none. */
    record Lock(int owner, long readers, List<Integer> queue) {}

    /** Words one after another. */
    record Words(String address, List<String> words) {}

    static ArmStateAnswer of(Execution execution, ArmState state) {
        var chosen = execution.chosen();
        var cpus = new ArrayList<Cpu>();
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            cpus.add(cpu(state, cpu));
        }
        var tlbis = state.tlbis().stream().map(t -> new Invalidation(t.op().mnemonic(), t.issuer(), t.vmid(), Json.hex(t.operand()),
                bits(t.pending()), bits(t.marked()))).toList();
        var lock = state.lock(0);
        return new ArmStateAnswer(chosen.name(), chosen.parameters(), chosen.seed(), chosen.policy(), execution.steps(), execution.stateHash(), cpus,
                new Tables(state).list(), freed(state), tlbis, new Lock(lock.owner(), lock.readers(), lock.queue()),
                state.map().config().contents() == null ? null : contents(state));
    }

    private static Cpu cpu(ArmState state, int number) {
        var cpu = state.cpu(number);
        var program = state.map().program();
        var access = cpu.access() == null ? null : new Access(Json.hex(cpu.access().ipa()), ListingFacts.kind(cpu.access().kind()),
                Report.word(cpu.access().phase()), cpu.access().level());
        var tlb = state.tlb(number).stream().map(e -> new TlbEntry(e.slot(), Report.word(e.kind()), e.vmid(), Json.hex(e.ipa()), e.size(), e.level(),
                Json.hex(e.descriptor()))).toList();
        var stores = state.storeBuffer(number).stream().map(s -> new Store(Json.hex(s[0]), Json.hex(s[1]))).toList();
        return new Cpu(number, Report.word(cpu.status()), cpu.guest(), ListingFacts.routine(program, cpu.pc()),
                ListingFacts.line(program, cpu.pc()), Json.hex(cpu.vttbr()), access, cpu.exit(),
                ListingFacts.stack(state.frames(number)), tlb, stores);
    }

    private static List<Words> contents(ArmState state) {
        var contents = new ArrayList<Words>();
        long[] next = {-1};
        state.image().farCells(cell -> {
            long address = state.map().contentAddress(cell);
            if (address != next[0]) {
                contents.add(new Words(Json.hex(address), new ArrayList<>()));
            }
            contents.getLast().words().add(Json.hex(state.image().get(cell)));
            next[0] = address + 8;
        });
        return contents;
    }

    private static List<String> freed(ArmState state) {
        var freed = new ArrayList<String>();
        for (int page = 0; page < state.pages(); page++) {
            if (state.use(page) == ArmState.PageUse.FREED) {
                freed.add(Json.hex(state.map().pageAddress(page)));
            }
        }
        return freed;
    }

    private static List<Integer> bits(long mask) {
        var bits = new ArrayList<Integer>();
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            bits.add(Long.numberOfTrailingZeros(rest));
        }
        return bits;
    }

    /** Walks the tables from the root down. */
    private static final class Tables {
        private final ArmState state;
        private final List<Table> tables = new ArrayList<>();

        Tables(ArmState state) {
            this.state = state;
        }

        List<Table> list() {
            var geometry = state.map().config().geometry();
            var level = new ArrayList<long[]>();
            var roots = state.rooted() ? state.rootTables() : List.<Long>of();
            for (int i = 0; i < roots.size(); i++) {
                level.add(new long[] {roots.get(i), (long) i * geometry.granule().entriesPerTable() << geometry.entryShift(geometry.startLevel())});
            }
            for (int l = geometry.startLevel(); !level.isEmpty(); l++) {
                var next = new ArrayList<long[]>();
                for (var table : level) {
                    add(table[0], table[1], l, next);
                }
                level = next;
            }
            return tables;
        }

        private void add(long address, long ipa, int level, List<long[]> below) {
            int page = state.map().pageOf(address);
            var geometry = state.map().config().geometry();
            var granule = geometry.granule();
            var entries = new ArrayList<Entry>();
            long size = geometry.entrySize(level);
            for (int i = 0; page >= 0 && i < granule.entriesPerTable();) {
                long word = state.word(address + 8L * i);
                int count = 1;
                while (Descriptor.leaf(word, level) && i + count < granule.entriesPerTable()
                        && state.word(address + 8L * (i + count)) == word + count * size) {
                    count++;
                }
                if (word != 0) {
                    entries.add(entry(word, level, i, count, ipa + i * size));
                }
                if (Descriptor.table(word, level)) {
                    below.add(new long[] {Descriptor.nextTable(word, granule, geometry.lpa2()), ipa + i * size});
                }
                i += count;
            }
            tables.add(new Table(Json.hex(address), level, Json.hex(ipa), page < 0 ? 0 : state.references(page), entries));
        }

        private Entry entry(long word, int level, int index, int count, long ipa) {
            var geometry = state.map().config().geometry();
            boolean leaf = Descriptor.leaf(word, level);
            var to = leaf ? Json.hex(Descriptor.outputAddress(word, level, geometry.granule(), geometry.lpa2()))
                    : Descriptor.table(word, level) ? Json.hex(Descriptor.nextTable(word, geometry.granule(), geometry.lpa2())) : null;
            return new Entry(index, count, Descriptor.kind(word, level), Json.hex(ipa), Json.hex(word), to,
                    leaf ? Permissions.text(Permissions.of(word)) : null, Descriptor.nT(word, level));
        }
    }
}
