package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Canonical;

/** The canonical text's members about an Arm machine. */
public final class ArmCanonical {
    private final Canonical canonical;

    public ArmCanonical(Canonical canonical) {
        this.canonical = canonical;
    }

    /** Adds machine, memory and tables to a file. */
    public void put(ArmHardware hardware, Map<String, Object> file) throws FormatException {
        file.put("machine", machine(hardware.machine()));
        file.put("memory", memory(hardware.memory()));
        file.put("tables", tables(hardware.tables()));
        if (!hardware.guards().isEmpty()) {
            file.put("guards", guards(hardware.guards()));
        }
        if (hardware.contents() != null) {
            file.put("contents", contents(hardware.contents()));
        }
        if (hardware.regime() != null) {
            file.put("regime", regime(hardware.regime()));
            file.put("vms", vms(hardware.regime().vms()));
            if (hardware.regime().guest() != null) {
                file.put("stage1", guest(hardware.regime().guest()));
            }
        }
    }

    private Map<String, Object> regime(ArmHardware.Regime r) throws FormatException {
        List<Object> shared = new ArrayList<>();
        for (ArmHardware.SharedTlb s : r.sharedTlbs()) {
            shared.add(Canonical.members("cpus", canonical.numbers(s.cpus())));
        }
        Map<String, Object> regime = Canonical.members("entry", canonical.word(r.entry()), "vmidBits", canonical.number(r.vmidBits()), "sharedTlbs", shared);
        if (r.twoStages()) {
            Map<String, Object> stage1 = Canonical.members("caching", canonical.word(r.stage1().caching()), "pieces", canonical.word(r.stage1().pieces()), "flags", canonical.word(r
                    .stage1()
                    .flags()));
            if (r.stage1().abortRoutine() != null) {
                stage1.put("abortRoutine", canonical.word(r.stage1().abortRoutine()));
            }
            regime.put("stage1", stage1);
        }
        return regime;
    }

    private List<Object> vms(List<ArmHardware.Vm> given) throws FormatException {
        List<Object> vms = new ArrayList<>();
        for (ArmHardware.Vm v : given) {
            Map<String, Object> vm = Canonical.members("name", canonical.word(v.name()), "vmid", canonical.number(v.vmid()));
            if (v.ipaBits() != null) {
                vm.put("ipaBits", canonical.number(v.ipaBits()));
            }
            vm.put("slots", slots(v.slots()));
            vm.put("tables", tables(v.tables()));
            if (v.guest() != null) {
                vm.put("stage1", guest(v.guest()));
            }
            vms.add(vm);
        }
        return vms;
    }

    private Map<String, Object> guest(ArmHardware.GuestTables guest) throws FormatException {
        List<Object> spaces = new ArrayList<>();
        for (ArmHardware.Space s : guest.spaces()) {
            List<Object> tables = new ArrayList<>();
            for (ArmHardware.GuestEntries t : s.tables()) {
                tables.add(Canonical.members("va", canonical.number(t.va()), "ipa", canonical.number(t.ipa()), "count", canonical.number(t.count()), "stride", canonical.number(t
                        .stride()),
                        "level", canonical.number(t.level()), "rights", canonical.word(t.rights()), "global", canonical.word(t.global()), "accessed", canonical.word(t.accessed()),
                        "clean",
                        canonical.word(t.clean())));
            }
            spaces.add(Canonical.members("name", canonical.word(s.name()), "asid", canonical.number(s.asid()), "range", canonical.word(s.range()), "tables", tables));
        }
        return Canonical.members("vaBits", canonical.number(guest.vaBits()), "mmu", canonical.word(guest.mmu()), "ipa", canonical.number(guest.ipa()), "spaces", spaces);
    }

    private List<Object> tables(List<ArmHardware.TableEntries> given) throws FormatException {
        List<Object> tables = new ArrayList<>();
        for (ArmHardware.TableEntries t : given) {
            Map<String, Object> entries = Canonical.members("ipa", canonical.number(t.ipa()), "pa", canonical.number(t.pa()), "count", canonical.number(t.count()),
                    "stride", canonical.number(t.stride()), "level", canonical.number(t.level()), "rights", canonical.word(t.rights()));
            if (canonical.word(t.rights()).equals(ArmReader.TABLE)) {
                entries.remove("pa");
            }
            if (t.contiguous() != null && canonical.word(t.contiguous()).equals("true")) {
                entries.put("contiguous", "true");
            }
            tables.add(entries);
        }
        return tables;
    }

    private List<Object> contents(List<ArmHardware.Content> given) throws FormatException {
        List<Object> contents = new ArrayList<>();
        for (ArmHardware.Content c : given) {
            Map<String, Object> content = Canonical.members(c.pa() != null ? "pa" : "ipa", canonical.number(c.place()));
            if (c.vm() != null) {
                content.put("vm", canonical.word(c.vm()));
            }
            if (c.size() != null) {
                content.put("size", canonical.number(c.size()));
            }
            if (!c.words().isEmpty()) {
                content.put("words", canonical.numbers(c.words()));
                content.put("times", canonical.number(c.times()));
            }
            contents.add(content);
        }
        return contents;
    }

    private List<Object> guards(List<ArmHardware.Guard> given) throws FormatException {
        List<Object> guards = new ArrayList<>();
        for (ArmHardware.Guard g : given) {
            Map<String, Object> guard = Canonical.members("lock", canonical.number(g.lock()), "mode", canonical.word(g.mode()), "ipa", canonical.number(g.ipa()));
            if (g.size() != null) {
                guard.put("size", canonical.number(g.size()));
            }
            if (!g.levels().isEmpty()) {
                guard.put("levels", canonical.numbers(g.levels()));
            }
            guards.add(guard);
        }
        return guards;
    }

    private Map<String, Object> machine(ArmHardware.Machine m) throws FormatException {
        Map<String, Object> machine = Canonical.members("granule", canonical.word(m.granule()), "ipaBits", canonical.number(m.ipaBits()),
                "cpus", canonical.number(m.cpus()), "vmid", canonical.number(m.vmid()));
        if (m.tlbEntries() != null) {
            machine.put("tlbEntries", canonical.number(m.tlbEntries()));
        }
        machine.putAll(Canonical.members("walkCacheEntries", canonical.number(m.walkCacheEntries()), "bbmLevel", canonical.number(m.bbmLevel()),
                "ntResponse", canonical.word(m.ntResponse()), "ntConflict", canonical.word(m.ntConflict()),
                "overlapResponse", canonical.word(m.overlapResponse()), "conflictHandler", canonical.word(m.conflictHandler())));
        if (m.abortRoutine() != null) {
            machine.put("abortRoutine", canonical.word(m.abortRoutine()));
        }
        ArmHardware.Freedoms f = m.freedoms();
        Map<String, Object> freedoms = Canonical.members("eviction", canonical.word(f.eviction()), "evictions", canonical.number(f.evictions()),
                "speculative", canonical.numbers(f.speculative()), "storeBuffer", canonical.number(f.storeBuffer()));
        // Left out where it is as it always was, so that older runs keep their hashes.
        if (!canonical.word(f.completion()).equals("promised")) {
            freedoms.put("completion", canonical.word(f.completion()));
        }
        if (!canonical.word(f.hints()).equals("entries")) {
            freedoms.put("hints", canonical.word(f.hints()));
        }
        machine.put("freedoms", freedoms);
        Map<String, Object> tlb = m.tlb() == null ? Map.of() : tlb(m.tlb());
        if (!tlb.isEmpty()) {
            machine.put("tlb", tlb);
        }
        if (!canonical.word(m.lpa2()).equals("as-needed")) {
            machine.put("lpa2", canonical.word(m.lpa2()));
        }
        if (m.host() != null) {
            machine.put("host", Canonical.members("paBits", canonical.number(m.host().paBits()), "vaBits", canonical.number(m.host().vaBits()), "type",
                    canonical.number(m.host().type())));
        }
        return machine;
    }

    private Map<String, Object> tlb(ArmHardware.TlbDesign t) throws FormatException {
        Map<String, Object> tlb = Canonical.members();
        if (t.sets() != null) {
            tlb.put("sets", canonical.number(t.sets()));
        }
        if (t.ways() != null) {
            tlb.put("ways", canonical.number(t.ways()));
        }
        if (!canonical.word(t.policy()).equals("fifo")) {
            tlb.put("policy", canonical.word(t.policy()));
        }
        if (!canonical.word(t.contiguous()).equals("one-entry")) {
            tlb.put("contiguous", canonical.word(t.contiguous()));
        }
        return tlb;
    }

    private Map<String, Object> memory(ArmHardware.Memory m) throws FormatException {
        Map<String, Object> memory = Canonical.members("poolBase", canonical.number(m.poolBase()));
        if (m.poolPages() != null) {
            memory.put("poolPages", canonical.number(m.poolPages()));
        }
        memory.put("slots", slots(m.slots()));
        return memory;
    }

    private List<Object> slots(List<ArmHardware.Slot> given) throws FormatException {
        List<Object> slots = new ArrayList<>();
        for (ArmHardware.Slot s : given) {
            Map<String, Object> slot = Canonical.members("ipa", canonical.number(s.ipa()), "size", canonical.number(s.size()), "pa", canonical.number(s.pa()),
                    "block", canonical.number(s.block()), "writable", canonical.word(s.writable()));
            if (s.dirtyBitmap() != null) {
                slot.put("dirtyBitmap", canonical.number(s.dirtyBitmap()));
            }
            slots.add(slot);
        }
        return slots;
    }
}
