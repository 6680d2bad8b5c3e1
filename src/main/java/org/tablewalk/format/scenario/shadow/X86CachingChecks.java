package org.tablewalk.format.scenario.shadow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.x86.Caching;

/** Checks what the processors of a scenario remember and do on their own. */
final class X86CachingChecks {
    private enum Tags { ROOT, PCID }

    private static final Map<String, Tags> TAGS = tags();
    private static final Map<String, Eviction> EVICTIONS = evictions();
    private static final int EVICTIONS_MOST = 1_000_000;
    /** Bits of an address that are a copy of the one below, on the widest paging there is. */
    private static final int COPIES = 64 - 57;
    private static final int VPIDS = 1 << 16;

    private final X86Hardware.Caching caching;
    private final Values values;

    X86CachingChecks(X86Hardware.Caching caching, Values values) {
        this.caching = caching;
        this.values = values;
    }

    /** Whether entries are told apart by VPID and PCID. */
    boolean tagged() throws FormatException {
        return values.oneOf(caching.tags(), "what TLB entries are told apart by", TAGS) == Tags.PCID;
    }

    Caching checked() throws FormatException {
        List<Long> speculative = new ArrayList<>();
        for (Expression e : caching.speculative()) {
            long address = e.word(values, "an address");
            if (address << COPIES >> COPIES != address) {
                throw e.error(values, "expected a canonical address of at most 57 bits, found " + X86SlotChecks.hex(address));
            }
            speculative.add(address);
        }
        return new Caching(tagged(), (int) caching.structures().evaluate(values, "entries of each paging-structure cache", 0, Limits.WALK_CACHE_ENTRIES),
                values.oneOf(caching.eviction(), "a kind of eviction", EVICTIONS),
                (int) caching.evictions().evaluate(values, "a number of evictions", 0, EVICTIONS_MOST), List.copyOf(speculative));
    }

    /** A vCPU's VPID: given, or its number and one. */
    int vpid(X86Hardware.Vcpu vcpu, int cpu) throws FormatException {
        if (vcpu.vpid() == null) {
            return tagged() ? cpu + 1 : 0;
        }
        if (!tagged()) {
            throw vcpu.vpid().error(values, "expected 'vpid' only with 'tlbTags' pcid: the TLBs of this machine know roots and no VPIDs");
        }
        return (int) vcpu.vpid().evaluate(values, "a VPID (0: none)", 0, VPIDS - 1);
    }

    private static Map<String, Tags> tags() {
        Map<String, Tags> words = new LinkedHashMap<>();
        words.put("root", Tags.ROOT);
        words.put("pcid", Tags.PCID);
        return words;
    }

    private static Map<String, Eviction> evictions() {
        Map<String, Eviction> words = new LinkedHashMap<>();
        words.put("none", Eviction.NONE);
        words.put("bounded", Eviction.BOUNDED);
        words.put("any", Eviction.ANY);
        return words;
    }
}
