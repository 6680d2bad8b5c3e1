package org.tablewalk.format.scenario.stage2;

import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Fields;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.ScenarioReader;

/** Reads the parts of a scenario that describe an Arm machine. */
public final class ArmReader {
    /** Instead of rights: entries of empty tables. */
    static final String TABLE = "table";

    private final ScenarioReader reader;

    private ArmReader(ScenarioReader reader) {
        this.reader = reader;
    }

    /** The machine, its memory and its tables, from the members of a scenario. */
    public static ArmHardware read(ScenarioReader reader, Fields scenario) throws FormatException {
        var arm = new ArmReader(reader);
        return new ArmHardware(arm.machine(scenario.node("machine")), arm.memory(scenario.node("memory")),
                reader.each(scenario, "tables", arm::table),
                reader.each(scenario, "guards", arm::guard), scenario.has("contents") ? reader.each(scenario, "contents", arm::content) : null,
                new ArmRegimeReader(reader, arm).read(scenario));
    }

    private ArmHardware.Machine machine(Node node) throws FormatException {
        var f = reader.fields(node, "the machine", "arch", "granule", "ipaBits", "cpus", "vmid", "tlbEntries", "walkCacheEntries", "bbmLevel",
                "ntResponse", "ntConflict", "overlapResponse", "conflictHandler", "abortRoutine", "freedoms", "tlb", "lpa2", "host");
        Node freedoms = f.has("freedoms") ? f.node("freedoms") : new Node.Struct(f.line(), f.column(), Map.of());
        var g = reader.fields(freedoms, "the freedoms", "eviction", "evictions", "speculative", "storeBuffer", "completion", "hints");
        ArmHardware.TlbDesign tlb = f.has("tlb") ? tlb(f.node("tlb")) : null;
        boolean counted = tlb != null && tlb.sets() != null && tlb.ways() != null && !f.has("tlbEntries");
        return new ArmHardware.Machine(f.word("granule", "4K"), f.number("ipaBits", 40), f.number("cpus"), f.number("vmid", 1),
                counted ? null : f.number("tlbEntries", 1536), f.number("walkCacheEntries", 4), f.number("bbmLevel", 0), f.word("ntResponse", "fault"),
                f.word("ntConflict", "never"), f.word("overlapResponse", "abort"), f.word("conflictHandler", "kvm-efault"),
                f.wordOrNull("abortRoutine"),
                new ArmHardware.Freedoms(g.word("eviction", "none"), g.number("evictions", 0),
                        g.numbers("speculative", ScenarioReader.MAX_ITEMS), g.number("storeBuffer", 0), g.word("completion", "promised"),
                        g.word("hints", "entries")), tlb, f.word("lpa2", "as-needed"), f.has("host") ? host(f.node("host")) : null);
    }

    private ArmHardware.TlbDesign tlb(Node node) throws FormatException {
        var f = reader.fields(node, "the TLB", "sets", "ways", "policy", "contiguous");
        return new ArmHardware.TlbDesign(f.numberOrNull("sets"), f.numberOrNull("ways"), f.word("policy", "fifo"), f.word("contiguous", "one-entry"));
    }

    private ArmHardware.Host host(Node node) throws FormatException {
        var f = reader.fields(node, "the host", "paBits", "vaBits", "type");
        return new ArmHardware.Host(f.number("paBits"), f.number("vaBits", 48), f.number("type"));
    }

    private ArmHardware.Memory memory(Node node) throws FormatException {
        var f = reader.fields(node, "the memory", "poolBase", "poolPages", "slots");
        return new ArmHardware.Memory(f.number("poolBase"), f.numberOrNull("poolPages"), reader.each(f, "slots", this::slot));
    }

    ArmHardware.Slot slot(Node node) throws FormatException {
        var f = reader.fields(node, "a slot", "ipa", "size", "pa", "block", "writable", "dirtyBitmap");
        return new ArmHardware.Slot(f.number("ipa"), f.number("size"), f.number("pa"), f.number("block"), f.truth("writable", true),
                f.numberOrNull("dirtyBitmap"));
    }

    private ArmHardware.Guard guard(Node node) throws FormatException {
        var f = reader.fields(node, "a guard", "lock", "mode", "ipa", "size", "levels");
        return new ArmHardware.Guard(f.number("lock", Map.of("mmu_lock", 0L)), f.word("mode", "exclusive"), f.number("ipa", 0), f.numberOrNull("size"),
                f.numbers("levels", 4));
    }

    private ArmHardware.Content content(Node node) throws FormatException {
        var f = reader.fields(node, "contents", "pa", "ipa", "vm", "size", "words", "times");
        if (f.has("pa") == f.has("ipa")) {
            throw f.error(f.has("pa") ? "ipa" : "pa", "expected one of 'pa' and 'ipa', found both");
        }
        if (f.has("pa") && f.has("vm")) {
            throw f.error("vm", "expected a 'vm' beside 'ipa' only: a 'pa' is the host's");
        }
        return new ArmHardware.Content(f.numberOrNull("pa"), f.numberOrNull("ipa"), f.wordOrNull("vm"), f.numberOrNull("size"), f.numbers("words", Limits.CONTENT_WORDS), f.number(
                "times", 1));
    }

    ArmHardware.TableEntries table(Node node) throws FormatException {
        var f = reader.fields(node, "table entries", "ipa", "pa", "count", "stride", "level", "rights", "contiguous");
        Quoted rights = f.word("rights", "RW");
        if (rights.text().equals(TABLE) && f.has("pa")) {
            throw f.error("pa", "expected no 'pa' with the rights '" + TABLE + "': an empty table leads to no memory");
        }
        return new ArmHardware.TableEntries(f.number("ipa"), rights.text().equals(TABLE) ? f.number("pa", 0) : f.number("pa"), f.number("count", 1), f.number("stride", 1),
                f.number("level", 3), rights, f.has("contiguous") ? f.truth("contiguous", false) : null);
    }
}
