package org.tablewalk.format.scenario.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Canonical;

/** The canonical text's members about an x86 machine. */
public final class X86Canonical {
    private final Canonical canonical;

    public X86Canonical(Canonical canonical) {
        this.canonical = canonical;
    }

    /** Adds machine, memory, vCPUs and tables to a file. */
    public void put(X86Hardware hardware, Map<String, Object> file) throws FormatException {
        X86Hardware.Machine m = hardware.machine();
        Map<String, Object> machine = Canonical.members("arch", "x86", "virtualization", canonical.word(m.virtualization()), "design", canonical.word(m.design()),
                "hostLevels", canonical.number(m.hostLevels()), "hostPageLevel", canonical.number(m.hostPageLevel()),
                "tlbEntries", canonical.number(m.tlbEntries()), "shadowPages", canonical.number(m.shadowPages()),
                "rmapDescriptors", canonical.number(m.rmapDescriptors()), "prefetch", canonical.number(m.prefetch()));
        caching(m.caching(), machine);
        file.put("machine", machine);
        List<Object> slots = new ArrayList<>();
        for (X86Hardware.Slot s : hardware.slots()) {
            slots.add(Canonical.members("gfn", canonical.number(s.gfn()), "pages", canonical.number(s.pages()),
                    "pfn", canonical.number(s.pfn() == null ? s.gfn() : s.pfn()), "contents", canonical.word(s.contents()),
                    "writable", canonical.word(s.writable())));
        }
        file.put("memory", Canonical.members("slots", slots));
        List<Object> vcpus = new ArrayList<>();
        for (X86Hardware.Vcpu v : hardware.vcpus()) {
            vcpus.add(vcpu(v));
        }
        file.put("vcpus", vcpus);
        List<Object> tables = new ArrayList<>();
        for (X86Hardware.TableEntries t : hardware.tables()) {
            Map<String, Object> entries = Canonical.members("gfn", canonical.number(t.gfn()), "index", canonical.number(t.index()),
                    "count", canonical.number(t.count()), "target", canonical.number(t.target()), "step", canonical.number(t.step()));
            if (t.flags() != null) {
                entries.put("flags", canonical.number(t.flags()));
            }
            if (t.bytes() != null) {
                entries.put("bytes", canonical.number(t.bytes()));
            }
            tables.add(entries);
        }
        file.put("tables", tables);
    }

    /** Left out where it is as it always was, so that older runs keep their hashes; so with vCPUs. */
    private void caching(X86Hardware.Caching c, Map<String, Object> machine) throws FormatException {
        if (!canonical.word(c.tags()).equals("root")) {
            machine.put("tlbTags", canonical.word(c.tags()));
        }
        if (!canonical.number(c.structures()).equals(0L)) {
            machine.put("structureCaches", canonical.number(c.structures()));
        }
        boolean evicts = !canonical.word(c.eviction()).equals("none");
        if (evicts || !c.speculative().isEmpty()) {
            machine.put("freedoms", Canonical.members("eviction", canonical.word(c.eviction()), "evictions", canonical.number(c.evictions()),
                    "speculative", canonical.numbers(c.speculative())));
        }
    }

    private Map<String, Object> vcpu(X86Hardware.Vcpu vcpu) throws FormatException {
        Map<String, Object> members = registers(vcpu);
        if (vcpu instanceof X86Hardware.Mode m) {
            if (canonical.word(m.pge()).equals("true")) {
                members.put("pge", "true");
            }
            if (m.pcid() != null) {
                members.put("pcid", canonical.number(m.pcid()));
            }
        }
        if (vcpu.vpid() != null) {
            members.put("vpid", canonical.number(vcpu.vpid()));
        }
        return members;
    }

    private Map<String, Object> registers(X86Hardware.Vcpu vcpu) throws FormatException {
        return switch (vcpu) {
            case X86Hardware.Registers r -> Canonical.members("cr0", canonical.number(r.cr0()), "cr3", canonical.number(r.cr3()),
                    "cr4", canonical.number(r.cr4()), "efer", canonical.number(r.efer()));
            case X86Hardware.Mode m -> Canonical.members("mode", canonical.word(m.mode()), "cr3", canonical.number(m.cr3()),
                    "wp", canonical.word(m.wp()), "nx", canonical.word(m.nx()), "pse", canonical.word(m.pse()),
                    "smep", canonical.word(m.smep()), "smap", canonical.word(m.smap()));
        };
    }
}
