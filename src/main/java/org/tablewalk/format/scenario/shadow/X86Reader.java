package org.tablewalk.format.scenario.shadow;

import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Fields;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.ScenarioReader;

/** Reads the parts of a scenario that describe an x86 machine. */
public final class X86Reader {
    private final ScenarioReader reader;

    private X86Reader(ScenarioReader reader) {
        this.reader = reader;
    }

    /** The machine, its memory, vCPUs and guest tables, from the members of a scenario. */
    public static X86Hardware read(ScenarioReader reader, Fields scenario) throws FormatException {
        var x86 = new X86Reader(reader);
        scenario.node("vcpus");
        if (scenario.items("vcpus", Limits.VCPUS).isEmpty()) {
            throw scenario.error("vcpus", "expected at least one vCPU in 'vcpus', found none");
        }
        for (String name : new String[] {"vms", "regime", "stage1"}) {
            if (scenario.has(name)) {
                throw scenario.error(name, "expected '" + name + "' with the arch arm64 only");
            }
        }
        if (scenario.has("guards")) {
            throw scenario.error("guards", "expected 'guards' of an Arm machine's entries only; what an x86 machine's listings write under mmu_lock is judged without");
        }
        if (scenario.has("contents")) {
            throw scenario.error("contents", "expected 'contents' of an Arm machine's memory only; an x86 guest's memory says in 'memory' what it holds");
        }
        return new X86Hardware(x86.machine(scenario.node("machine")), x86.memory(scenario.node("memory")),
                reader.each(scenario, "vcpus", x86::vcpu), reader.each(scenario, "tables", x86::table));
    }

    private X86Hardware.Machine machine(Node node) throws FormatException {
        var f = reader.fields(node, "the machine", "arch", "virtualization", "design", "hostLevels", "hostPageLevel", "tlbEntries", "shadowPages",
                "rmapDescriptors", "prefetch", "tlbTags", "structureCaches", "freedoms");
        return new X86Hardware.Machine(f.word("virtualization", "shadow"), f.word("design", "mainline"), f.number("hostLevels", 4),
                f.number("hostPageLevel", 1), f.number("tlbEntries", 64), f.number("shadowPages", 64), f.number("rmapDescriptors", 64),
                f.number("prefetch", 1), caching(f));
    }

    private X86Hardware.Caching caching(Fields f) throws FormatException {
        Node freedoms = f.has("freedoms") ? f.node("freedoms") : new Node.Struct(f.line(), f.column(), Map.of());
        var g = reader.fields(freedoms, "the freedoms", "eviction", "evictions", "speculative");
        return new X86Hardware.Caching(f.word("tlbTags", "root"), f.number("structureCaches", 0), g.word("eviction", "none"), g.number("evictions", 0),
                g.numbers("speculative", ScenarioReader.MAX_ITEMS));
    }

    private List<X86Hardware.Slot> memory(Node node) throws FormatException {
        var f = reader.fields(node, "the memory", "slots");
        f.node("slots");
        return reader.each(f, "slots", this::slot);
    }

    private X86Hardware.Slot slot(Node node) throws FormatException {
        var f = reader.fields(node, "a slot", "gfn", "pages", "pfn", "contents", "writable");
        return new X86Hardware.Slot(f.number("gfn"), f.number("pages"), f.numberOrNull("pfn"), f.truth("contents", false),
                f.truth("writable", true));
    }

    private X86Hardware.Vcpu vcpu(Node node) throws FormatException {
        if (node instanceof Node.Struct s && s.members().containsKey("mode")) {
            var f = reader.fields(node, "a vCPU given by its mode", "mode", "cr3", "wp", "nx", "pse", "smep", "smap", "pge", "pcid",
                    "vpid");
            return new X86Hardware.Mode(f.word("mode"), f.number("cr3", 0), f.truth("wp", true), f.truth("nx", true), f.truth("pse", true),
                    f.truth("smep", false), f.truth("smap", false), f.truth("pge", false), f.numberOrNull("pcid"), f.numberOrNull("vpid"));
        }
        var f = reader.fields(node, "a vCPU given by its registers (or by its 'mode')", "cr0", "cr3", "cr4", "efer", "vpid");
        return new X86Hardware.Registers(f.number("cr0"), f.number("cr3", 0), f.number("cr4"), f.number("efer"), f.numberOrNull("vpid"));
    }

    private X86Hardware.TableEntries table(Node node) throws FormatException {
        var f = reader.fields(node, "table entries", "gfn", "index", "count", "target", "step", "flags", "bytes");
        return new X86Hardware.TableEntries(f.number("gfn"), f.number("index", 0), f.number("count", 1), f.number("target"), f.number("step", 1),
                f.numberOrNull("flags"), f.numberOrNull("bytes"));
    }
}
