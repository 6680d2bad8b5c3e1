package org.tablewalk.check.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.kvm.stage2.Listings;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Source;

/**
 * A cancelled migration in small: 2 MiB split into pages, of which all but the last two are mapped. Every CPU makes accesses at random to
 * {@code pages} pages; CPU 0, when it has made 20 of its own, writes to the last page of all, which makes the block come back.
 */
record Migration(String flow, String leafRule, int bbmLevel, ArmConfig.NtResponse response, String rights, int firstPage, int pages,
        int accesses, int walkCache, int storeBuffer, List<Long> speculative, boolean evicting, Map<String, String> mutation) {
    private static final long IPA = 0x4000_0000L;
    private static final int MAPPED = 510;
    private static final String TRIGGER = """
            routine trigger(first, pages, n, hole) {
                guest_mixed(first, pages, n);
                write(hole);
                guest_mixed(first, pages, n);
            }
            """;

    /** Everybody stays on mapped pages; no walk cache, so that every walk reads the entry that changes. */
    Migration(String flow, String leafRule, int bbmLevel, ArmConfig.NtResponse response) {
        this(flow, leafRule, bbmLevel, response, "equal", 0, 32, 60, 0, 0, List.of(), false, Map.of());
    }

    /** Everybody runs into the unmapped pages, and asks for the right it needs. */
    Migration mixedRights() {
        return new Migration(flow, leafRule, bbmLevel, response, "mixed", MAPPED - 6, 8, accesses, walkCache, storeBuffer, speculative, evicting, mutation);
    }

    Migration mutated(String from, String to) {
        return new Migration(flow, leafRule, bbmLevel, response, rights, firstPage, pages, accesses, walkCache, storeBuffer, speculative, evicting, Map.of(from, to));
    }

    Migration buffered(int depth) {
        return new Migration(flow, leafRule, bbmLevel, response, rights, firstPage, pages, accesses, walkCache, depth, speculative, evicting, mutation);
    }

    Migration walkCached(int entries) {
        return new Migration(flow, leafRule, bbmLevel, response, rights, firstPage, pages, accesses, entries, storeBuffer, speculative, evicting, mutation);
    }

    /** With guests that go on after the old table has been freed. */
    Migration lasting() {
        return new Migration(flow, leafRule, bbmLevel, response, rights, firstPage, pages, 2_000, walkCache, storeBuffer, speculative, evicting, mutation);
    }

    /** With hardware that walks two of the pages of its own accord. */
    Migration speculating() {
        return new Migration(flow, leafRule, bbmLevel, response, rights, firstPage, pages, accesses, walkCache, storeBuffer,
                List.of(IPA, IPA + 5 * 4096), evicting, mutation);
    }

    /** With TLBs and walk caches that lose entries at any time. */
    Migration losing() {
        return new Migration(flow, leafRule, bbmLevel, response, rights, firstPage, pages, accesses, walkCache, storeBuffer, speculative, true,
                mutation);
    }

    ArmMachine machine() {
        Stage2Geometry geometry = Stage2Geometry.of(Granule.K4, 40);
        List<ArmConfig.Actor> actors = new ArrayList<>();
        long first = IPA + firstPage * 4096L;
        actors.add(new ArmConfig.Actor(0, "trigger", List.of(first, (long) pages, 20L, IPA + 511 * 4096)));
        for (int cpu = 1; cpu < 4; cpu++) {
            actors.add(new ArmConfig.Actor(cpu, "guest_mixed", List.of(first, (long) pages, (long) accesses)));
        }
        ArmConfig config = new ArmConfig(geometry, 4, 5, 16, walkCache, bbmLevel, response, false, ArmConfig.Overlap.EITHER,
                ArmConfig.ConflictHandler.FLUSH_RETRY, 0x8_0000_0000L, 16,
                List.of(new ArmConfig.Slot(IPA, 2L << 20, 0x1_4000_0000L, 2L << 20, true)),
                List.of(new ArmConfig.Mapping(IPA, 0x1_4000_0000L, MAPPED, 1, 3, ArmConfig.Rights.RW)), actors, "handle_guest_abort",
                new ArmConfig.Freedoms(evicting ? Eviction.ANY : Eviction.NONE, 0, speculative, storeBuffer, ArmConfig.Completion.PROMISED));
        ArmIntrinsics intrinsics = ArmIntrinsics.of(config).with("conflictHandler", 1).with("leafRule", leafRule.equals("bbm") ? 0 : 1)
                .with("rights", rights.equals("equal") ? 0 : 1).with("reload", flow.equals("v6.4") ? 1 : 0).with("HAS_TLBIRANGE", 0);
        return new ArmMachine(config, Assembler.assemble(Stream.of("walker", "flush", "map-common", "map-" + flow, "fault", "guest", "trigger")
                .map(this::source).toList(), intrinsics));
    }

    private Source source(String name) {
        String text = name.equals("trigger") ? TRIGGER : Listings.text(name);
        for (Map.Entry<String, String> change : mutation.entrySet()) {
            text = text.replace(change.getKey(), change.getValue());
        }
        return new Source(name, text);
    }
}
