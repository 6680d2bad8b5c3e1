package org.tablewalk.machine.arm64;

import java.util.List;
import java.util.Map;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Scatter;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.Interpreter;
import org.tablewalk.machine.listing.Program;

/** Writes a machine's state before the first step: tables from the symbolic mappings, actors at their routines. */
final class InitialState {
    private InitialState() {}

    static void write(ArmMap map, Cells cells, PagePool pool, Interpreter interpreter, Cpus running) {
        ArmConfig config = map.config();
        boolean created = config.host() == null;
        int vms = config.regime() == null ? 1 : config.regime().vms().size();
        for (int vm = 0; created && vm < vms; vm++) {
            roots(map, cells, pool, vm);
        }
        for (int vm = 0; vm < vms; vm++) {
            for (ArmConfig.Mapping mapping : config.regime() == null ? config.mappings() : config.regime().vms().get(vm).mappings()) {
                write(map, cells, pool, mapping, vm);
            }
        }
        ContentWords.write(map, cells);
        guestTables(map, cells);
        boolean loaded = created && (config.regime() == null || config.regime().entry() == Regime.Entry.MACHINE);
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            cells.put(map.cpu(cpu) + ArmMap.VTCR, loaded ? map.config().vtcr(0) : 0);
            cells.put(map.cpu(cpu) + ArmMap.EVICTIONS, config.freedoms().evictions());
        }
        for (ArmConfig.Actor actor : config.actors()) {
            Program.Routine routine = map.program().routine(actor.routine());
            if (routine == null) {
                throw new IllegalArgumentException("no routine " + actor.routine());
            }
            long[] arguments = actor.arguments().stream().mapToLong(Long::longValue).toArray();
            interpreter.enter(actor.cpu(), routine.index(), arguments);
            running.start(actor.cpu());
            if (loaded && GuestCode.reaches(map.program(), routine)) {
                cells.put(map.cpu(actor.cpu()) + ArmMap.GUEST, 1);
                Registers.load(cells, map, actor.cpu(), actor.vm());
                GuestTables guest = config.regime() == null ? null : config.regime().vms().get(actor.vm()).guest();
                if (guest != null) {
                    Registers.loadGuest(cells, map, actor.cpu(), guest, config.regime().stage1().flags());
                }
            }
        }
    }

    /** The VMs' own tables, which are words of their memory. */
    private static void guestTables(ArmMap map, Cells cells) {
        for (Regime.Vm vm : map.config().regime() == null ? List.<Regime.Vm>of() : map.config().regime().vms()) {
            (vm.guest() == null ? Map.<Long, Long>of() : vm.guest().words()).forEach((ipa, word) -> {
                long pa = vm.slots().stream().filter(slot -> ipa >= slot.ipa() && ipa - slot.ipa() < slot.size()).mapToLong(slot -> slot.pa() + ipa - slot.ipa()).findFirst()
                        .orElse(-1);
                int cell = map.contentCell(pa);
                if (cell < 0) {
                    throw new IllegalArgumentException("the stage-1 tables of " + vm.name() + " need memory with contents at IPA 0x" + Long.toHexString(ipa));
                }
                cells.put(cell, word);
            });
        }
    }

    /** The pages of a VM's root; those that its alignment leaves out before it stay unused. */
    private static void roots(ArmMap map, Cells cells, PagePool pool, int vm) {
        int first = map.pageOf(map.root(vm));
        cells.put(map.pagesUsed, Math.max(0, first));
        for (int table = 0; table < map.config().geometry(vm).rootTables(); table++) {
            if (first < 0 || pool.allocate(0) == 0) {
                throw new IllegalArgumentException("the pool of " + map.config().poolPages() + " pages is too small for the root tables");
            }
        }
    }

    private static void write(ArmMap map, Cells cells, PagePool pool, ArmConfig.Mapping mapping, int vm) {
        Stage2Geometry geometry = map.config().geometry(vm);
        int shift = geometry.granule().entryShift(mapping.level());
        for (int i = 0; i < mapping.count(); i++) {
            long offset = (long) i * mapping.stride() << shift;
            long ipa = mapping.ipa() + offset;
            if (mapping.rights() == ArmConfig.Rights.TABLE) {
                descend(map, cells, pool, vm, ipa, mapping.level() + 1);
                continue;
            }
            long pte = Descriptor.leafOf(mapping.pa() + offset, mapping.level(), attributes(mapping.rights(), i, geometry.lpa2()),
                    geometry.granule(), geometry.lpa2());
            pte |= mapping.contiguous() ? Descriptor.CONTIGUOUS : 0;
            long address = descend(map, cells, pool, vm, ipa, mapping.level());
            if (cells.get(map.cellOf(address)) != 0) {
                throw new IllegalArgumentException("IPA 0x" + Long.toHexString(ipa) + " is mapped twice");
            }
            cells.put(map.cellOf(address), pte);
            pool.count(address, 1);
        }
    }

    /** The address of the entry of a level for an IPA; tables above it are made as needed, each counted in the table that points to it. */
    private static long descend(ArmMap map, Cells cells, PagePool pool, int vm, long ipa, int level) {
        Stage2Geometry geometry = map.config().geometry(vm);
        long address = map.root(vm) + 8 * (ipa >>> geometry.granule().entryShift(geometry.startLevel()));
        for (int l = geometry.startLevel(); l < level; l++) {
            int cell = map.cellOf(address);
            long entry = cells.get(cell);
            if (entry == 0) {
                long table = pool.allocate(0);
                if (table == 0) {
                    throw new IllegalArgumentException("the pool of " + map.config().poolPages() + " pages is too small for the tables");
                }
                entry = Descriptor.tableOf(table, geometry.granule(), geometry.lpa2());
                cells.put(cell, entry);
                pool.count(address, 1);
            } else if (!Descriptor.table(entry, l)) {
                throw new IllegalArgumentException("IPA 0x" + Long.toHexString(ipa) + " lies in a block");
            }
            address = Descriptor.nextTable(entry, geometry.granule(), geometry.lpa2()) + 8L * geometry.index(ipa, l + 1);
        }
        return address;
    }

    private static long attributes(ArmConfig.Rights rights, int index, boolean lpa2) {
        int vector = rights != ArmConfig.Rights.MIXED ? rights.ordinal() : Permissions.READ | ((Scatter.of(index) & 1) != 0 ? Permissions.WRITE : 0);
        return Descriptor.stage2Attributes((vector & Permissions.READ) != 0, (vector & Permissions.WRITE) != 0, (vector & Permissions.EXECUTE) != 0, false, false, lpa2);
    }
}
