package org.tablewalk.kvm.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders of stores, invalidations and barriers: as the lines of the domain vectors tell them, and as a machine did them. */
final class Sequences {
    private Sequences() {}

    /** What a sequence of the vectors asks of the machine, in its order. */
    static List<String> expected(String vector) throws IOException {
        var expected = new ArrayList<String>();
        for (JsonNode step : vectors("coalesce_sequences").required(vector)) {
            expected.addAll(steps(step.isArray() ? step.get(1).asString() : step.asString()));
        }
        return expected;
    }

    static final List<String> FLUSH = List.of("dsb ishst", "msr guest", "isb", "tlbi vmalls12e1is", "dsb ish", "isb", "msr 0");
    static final List<String> FLUSH_IPA = List.of("dsb ishst", "msr guest", "isb", "tlbi ipas2e1is", "dsb ish", "tlbi vmalle1is", "dsb ish",
            "isb", "msr 0");

    /** What a line of the vectors means for the machine. */
    private static List<String> steps(String line) {
        if (line.startsWith("DSB ISHST / TLBI affected range")) {
            return FLUSH;
        } else if (line.startsWith("DSB ISHST ; TLBI block")) {
            return FLUSH_IPA;
        } else if (line.startsWith("__kvm_tlb_flush_vmid ")) {
            return FLUSH;
        } else if (line.contains(" ; ISB")) {
            return Stream.of(line.split(" ; ")).map(part -> part.startsWith("MSR VTTBR_EL2 := guest") ? "msr guest"
                    : part.equals("HCR_EL2.TGE:=0") ? "msr hcr guest" : part.equals("HCR_EL2 := host") ? "msr hcr host" : part.toLowerCase(Locale.ROOT)).toList();
        } else if (line.equals("MSR VTTBR_EL2 := 0")) {
            return List.of("msr 0");
        } else if (line.startsWith("TLBI ")) {
            return List.of("tlbi " + line.substring(5).split("[, ]")[0].toLowerCase(Locale.ROOT));
        } else if (line.startsWith("DSB ") || line.equals("ISB")) {
            return List.of(line.toLowerCase(Locale.ROOT));
        } else if (line.contains(":= LOCKED")) {
            return List.of("store locked");
        } else if (line.contains("& ~valid")) {
            return List.of("store invalid");
        } else if (line.contains("block | nT")) {
            return List.of("store block+nT");
        } else if (line.contains("entry := block")) {
            return List.of("store block");
        }
        // Bookkeeping: the anchor, references, freed pages, cache maintenance. None of it is a store to the tables.
        assertTrue(line.matches("(anchor|for each|put_page|free|dcache|then|any TLB conflict).*"), "a step this test does not know: " + line);
        return List.of();
    }

    /** Stores to one entry, invalidations, barriers and switches, as the machine told them. */
    static List<String> seen(List<Run.Told> events, long entry) {
        var barriers = new String[] {"", "ishst", "ish", "nsh", "sy", "nshst"};
        var seen = new ArrayList<String>();
        for (Run.Told e : events) {
            switch (e.kind()) {
                case Event.DSB_DONE -> seen.add("dsb " + barriers[(int) e.a()]);
                case Event.ISB -> seen.add("isb");
                case Event.MSR -> seen.add(e.a() == ArmIntrinsics.HCR_EL2 ? e.b() == 0 ? "msr hcr guest" : "msr hcr host" : e.b() == 0 ? "msr 0" : "msr guest");
                case Event.TLBI_ISSUE -> seen.add("tlbi " + TlbiOp.values()[(int) e.b()].mnemonic());
                case Event.WORD_WRITE -> {
                    assertEquals(entry, e.a(), "a store elsewhere");
                    seen.add("store " + kind(e.c()));
                }
                default -> {}
            }
        }
        return seen;
    }

    private static String kind(long word) {
        if ((word & Descriptor.VALID) == 0) {
            return word == Descriptor.LOCKED ? "locked" : "invalid";
        }
        return (word & Descriptor.TYPE) != 0 ? "table" : (word & Descriptor.NT) != 0 ? "block+nT" : "block";
    }

    static JsonNode vectors(String section) throws IOException {
        try (var in = Sequences.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            return JsonMapper.shared().readTree(in).required(section);
        }
    }
}
