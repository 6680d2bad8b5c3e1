package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.Regime;

/** Checks the VMs of a scenario and the regime they are run in: names, VMIDs and their width, each VM's memory and tables, what is apart from what. */
final class ArmRegimeChecks {
    /** The scenario's own VM. */
    static final String FIRST = "vm0";

    private static final Map<String, Regime.Entry> ENTRIES = ArmConfigBuilder.words("machine", Regime.Entry.MACHINE, "listing", Regime.Entry.LISTING);

    private final ArmHardware hardware;
    private final ArmHardware.Regime given;
    private final Values values;
    private final List<Regime.Vm> vms = new ArrayList<>();
    private int tables;
    private int entries;

    ArmRegimeChecks(ArmHardware hardware, Values values) {
        this.hardware = hardware;
        this.values = values;
        given = hardware.regime();
    }

    /**
     * The regime, or null.
     *
     * @param first the scenario's own VM
     * @param tablesOfFirst pages of its tables without its root
     */
    Regime regime(Regime.Vm first, int tablesOfFirst, int cpus) throws FormatException {
        if (given == null) {
            return null;
        }
        if (hardware.machine().host() != null) {
            throw hardware.machine().host().type().error(values, "expected no 'host' with 'regime' or 'vms': their VMs are there from the start, found one");
        }
        Regime.Entry entry = values.oneOf(given.entry(), "'entry'", ENTRIES);
        int vmidBits = (int) given.vmidBits().evaluate(values, "a width of VMIDs", 8, 16);
        if (vmidBits != 8 && vmidBits != 16) {
            throw given.vmidBits().error(values, "expected VMIDs of 8 or 16 bits, the architecture's two widths, found " + vmidBits);
        }
        if (given.twoStages() && vmidBits != 8) {
            throw given.vmidBits().error(values, "expected VMIDs of 8 bits where a guest has a stage 1: its TLB entries are kept under 8 bits of VMID and 8 of ASID, found "
                    + vmidBits);
        }
        vms.add(withGuest(first, given.guest()));
        tables = tablesOfFirst;
        entries = first.mappings().stream().mapToInt(ArmConfig.Mapping::count).sum();
        width(hardware.machine().vmid(), first.vmid(), vmidBits);
        if (given.vms().size() >= Regime.MAX_VMS) {
            throw values.error(given.vms().getLast().name(), "expected at most " + Regime.MAX_VMS + " VMs, the scenario's own among them, found " + (given.vms().size() + 1));
        }
        for (ArmHardware.Vm vm : given.vms()) {
            vms.add(vm(vm, entry, vmidBits));
        }
        return new Regime(List.copyOf(vms), entry, vmidBits, given.twoStages() ? new ArmStage1Checks(hardware, values).hardware(given.stage1()) : null, sharedTlbs(cpus));
    }

    /** Pages that all roots and tables need. */
    int pages(Regime regime) {
        return regime.rootPages() + tables;
    }

    private void width(Expression vmid, int value, int bits) throws FormatException {
        if (value >>> bits != 0) {
            throw vmid.error(values, "expected a VMID of 0.." + ((1 << bits) - 1) + ", for VMIDs have " + bits + " bits here, found " + value);
        }
    }

    private Regime.Vm vm(ArmHardware.Vm v, Regime.Entry entry, int vmidBits) throws FormatException {
        String name = values.word(v.name());
        int vmid = (int) v.vmid().evaluate(values, "a VMID", 0, 65535);
        width(v.vmid(), vmid, vmidBits);
        for (Regime.Vm other : vms) {
            if (other.name().equals(name)) {
                throw values.error(v.name(), "expected a name that no other VM has ('" + FIRST + "' is the scenario's own), found '" + name + "' again");
            }
            if (other.vmid() == vmid && entry == Regime.Entry.MACHINE) {
                throw v.vmid().error(values, "expected a VMID that no other VM has: where the machine enters VMs, no listing can give one VMID to two in turn; found "
                        + vmid + ", which is that of '" + other.name() + "'");
            }
        }
        var alone = new ArmHardware(hardware.machine(), new ArmHardware.Memory(hardware.memory().poolBase(), null, v.slots()), v.tables(), List.of(), null);
        Stage2Geometry geometry = geometry(v.ipaBits());
        var checks = new ArmMemoryChecks(alone, values, geometry);
        checks.poolBase(hardware.memory().poolBase());
        List<ArmConfig.Slot> slots = new ArrayList<>();
        for (ArmHardware.Slot s : v.slots()) {
            if (s.dirtyBitmap() != null) {
                throw s.dirtyBitmap().error(values, "expected a 'dirtyBitmap' in the memory of the scenario's own VM only, found one in that of '" + name + "'");
            }
            slots.add(checks.slot(s, values.truth(s.writable(), "writable"), slots));
        }
        var entriesChecks = new ArmTableChecks(alone, values, geometry, slots);
        List<ArmConfig.Mapping> mappings = new ArrayList<>();
        for (ArmHardware.TableEntries t : v.tables()) {
            ArmConfig.Mapping mapping = entriesChecks.mapping(t, values.oneOf(t.rights(), "rights", ArmConfigBuilder.RIGHTS), mappings);
            entries += mapping.count();
            if (entries > Limits.ENTRIES) {
                throw t.count().error(values, "expected at most " + Limits.ENTRIES + " entries of all VMs, found more");
            }
            mappings.add(mapping);
        }
        tables += entriesChecks.pages(mappings) - geometry.rootTables();
        return withGuest(new Regime.Vm(name, vmid, geometry, List.copyOf(slots), List.copyOf(mappings)), v.guest());
    }

    private Regime.Vm withGuest(Regime.Vm vm, ArmHardware.GuestTables guest) throws FormatException {
        return guest == null ? vm : new Regime.Vm(vm.name(), vm.vmid(), vm.geometry(), vm.slots(), vm.mappings(), new ArmStage1Checks(hardware, values).tables(guest, vm));
    }

    /** The form of descriptors is the machine's; so is the size, unless the VM has its own. */
    private Stage2Geometry geometry(Expression ipaBits) throws FormatException {
        Stage2Geometry own = vms.getFirst().geometry();
        if (ipaBits == null) {
            return own;
        }
        boolean wide = own.lpa2() || own.granule() == Granule.K64;
        int bits = (int) ipaBits.evaluate(values, "an IPA size in bits", Stage2Geometry.MIN_IPA_BITS, wide ? Stage2Geometry.MAX_IPA_BITS : 48);
        return Stage2Geometry.of(own.granule(), bits, own.lpa2());
    }

    private List<Long> sharedTlbs(int cpus) throws FormatException {
        List<Long> groups = new ArrayList<>();
        long seen = 0;
        for (ArmHardware.SharedTlb shared : given.sharedTlbs()) {
            long group = 0;
            for (Expression e : shared.cpus()) {
                int cpu = (int) e.evaluate(values, "a CPU", 0, cpus - 1);
                if ((seen >>> cpu & 1) != 0) {
                    throw e.error(values, "expected each CPU to share one TLB, and to be named once, found CPU " + cpu + " again");
                }
                seen |= 1L << cpu;
                group |= 1L << cpu;
            }
            if (group != 0) {
                groups.add(group);
            }
        }
        return List.copyOf(groups);
    }

    /** The pool of tables lies apart from the memory of every VM, and where VTTBR_EL2 can name a root. */
    void apart(Regime regime, long poolBase, int poolPages) throws FormatException {
        for (int vm = 1; vm < regime.vms().size(); vm++) {
            new ArmMemoryChecks(hardware, values, regime.vms().get(vm).geometry()).poolApart(poolBase, poolPages, regime.vms().get(vm).slots());
        }
        if (poolBase >>> 48 != 0) {
            throw hardware.memory().poolBase().error(values, "expected a pool below 0x1000000000000, for the base in VTTBR_EL2 is read as 48 bits, found " + ArmMemoryChecks.hex(
                    poolBase));
        }
    }

    /** The VM that an actor names, 0 if it names none. */
    static int vm(Regime regime, Values values, Quoted name) throws FormatException {
        if (name == null) {
            return 0;
        }
        if (regime == null) {
            throw values.error(name, "expected no 'vm' of an actor without 'vms' or 'regime', found '" + values.word(name) + "'");
        }
        int vm = regime.vm(values.word(name));
        if (vm < 0) {
            throw values.error(name, "expected a VM of " + String.join(", ", regime.vms().stream().map(Regime.Vm::name).toList()) + ", found '" + values.word(name) + "'");
        }
        return vm;
    }
}
