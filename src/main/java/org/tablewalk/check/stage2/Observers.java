package org.tablewalk.check.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.Access;
import org.tablewalk.machine.arm64.ArmState.InFlight;
import org.tablewalk.machine.arm64.ArmState.Kind;
import org.tablewalk.machine.arm64.ArmState.Phase;
import org.tablewalk.machine.arm64.ArmState.TlbEntry;
import org.tablewalk.machine.arm64.tlb.TlbiOp;

/**
 * Who may still use what a descriptor said before: a pure function of one state.
 *
 * <p>Old is what a CPU holds at the descriptor's own level that differs from the descriptor now; and, while the descriptor is not a table,
 * whatever a CPU holds of a table below it. Where the descriptor is a table, deeper entries are judged by the deeper descriptors.
 */
public final class Observers {
    private Observers() {}

    /** The sightings of one descriptor, CPU by CPU; empty if nobody can use anything but its present value, or if it is not reachable. */
    public static List<Sighting> of(ArmState state, long descriptorAddress) {
        Place place = Place.find(state, descriptorAddress);
        return place == null ? List.of() : of(state, place);
    }

    /** The same for a place that is known already. */
    public static List<Sighting> of(ArmState state, Place place) {
        List<Sighting> found = new ArrayList<>();
        long now = state.word(place.address());
        int cpus = state.map().config().cpus();
        int buffering = bufferedBy(state, place.address());
        for (int cpu = 0; cpu < cpus; cpu++) {
            int before = found.size();
            if (buffering >= 0 && buffering != cpu) {
                found.add(new Sighting(cpu, Sighting.Way.NOT_VISIBLE, -1, place.ipa(), now));
            }
            entries(state, place, now, cpu, found);
            ArmState.Cpu c = state.cpu(cpu);
            access(state, place, now, cpu, c.access(), false, found);
            access(state, place, now, cpu, c.speculation(), true, found);
            if (found.size() == before) {
                pending(state, place, cpu, found);
            }
        }
        return found;
    }

    /** The CPUs that can really use an old value of the descriptor, one bit each. */
    public static long users(List<Sighting> sightings) {
        long mask = 0;
        for (Sighting s : sightings) {
            mask |= s.uses() ? 1L << s.cpu() : 0;
        }
        return mask;
    }

    /** Whether a TLB entry differs from what the tables say now: the same word at the same level is no longer where a walk would find it. */
    public static boolean stale(ArmState state, TlbEntry entry) {
        return StaleCopies.why(state, entry) != null;
    }

    private static int bufferedBy(ArmState state, long address) {
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            for (long[] store : state.storeBuffer(cpu)) {
                if (store[0] == address) {
                    return cpu;
                }
            }
        }
        return -1;
    }

    /** Whether something derived at {@code level} from {@code descriptor} is older than what the place says now. */
    private static boolean old(Place place, long now, int level, long descriptor) {
        return level == place.level() ? descriptor != now : level > place.level() && !Descriptor.table(now, place.level());
    }

    private static void entries(ArmState state, Place place, long now, int cpu, List<Sighting> found) {
        for (TlbEntry e : state.tlb(cpu)) {
            boolean meets = of(state, place, e.vmid()) && e.ipa() <= place.last() && place.ipa() < e.ipa() + e.size();
            if (meets && old(place, e.level() == place.level() ? state.cached(now, place.level()) : now, e.level(), e.descriptor())) {
                found.add(new Sighting(cpu, e.kind() == Kind.FINAL ? Sighting.Way.TLB : Sighting.Way.WALK_CACHE, e.slot(), e.ipa(),
                        e.descriptor()));
            }
        }
    }

    private static void access(ArmState state, Place place, long now, int cpu, Access access, boolean speculation, List<Sighting> found) {
        if (access == null || state.regime().taken(cpu, speculation).root() != state.regime().root(place.vm()) || access.ipa() < place.ipa() || access.ipa() > place.last()) {
            return;
        }
        if (access.phase() == Phase.WALK) {
            // The next read is below the place: it has used the place, or a cached copy of it.
            boolean below = access.level() > place.level();
            Stage2Geometry geometry = state.map().config().geometry();
            boolean follows = Descriptor.table(now, place.level()) && (access.level() > place.level() + 1
                    || Descriptor.nextTable(now, geometry.granule(), geometry.lpa2()) == access.table());
            if (below && !follows) {
                found.add(new Sighting(cpu, Sighting.Way.WALK, -1, access.ipa(), 0));
            }
        } else if (access.phase() != Phase.OVERLAP && old(place, now, access.level(), access.descriptor())) {
            found.add(new Sighting(cpu, Sighting.Way.ACCESS, -1, access.ipa(), access.descriptor()));
        }
    }

    /** Whether what is tagged with a VMID may be of the place's VM. */
    private static boolean of(ArmState state, Place place, int vmid) {
        return state.map().config().regime() == null ? vmid == state.map().config().vmid() : VmidOwners.of(state, vmid).contains(place.vm());
    }

    private static void pending(ArmState state, Place place, int cpu, List<Sighting> found) {
        for (InFlight tlbi : state.tlbis()) {
            if ((tlbi.pending() >>> cpu & 1) != 0 && names(state, tlbi, place)) {
                found.add(new Sighting(cpu, Sighting.Way.TLBI_PENDING, tlbi.slot(), place.ipa(), 0));
                return;
            }
        }
    }

    private static boolean names(ArmState state, InFlight tlbi, Place place) {
        boolean named = state.map().config().regime() == null || tlbi.op().scope() == TlbiOp.Scope.EVERYTHING || of(state, place, tlbi.vmid());
        return named && !tlbi.op().scope().guests() && state.target(tlbi).meets(place.ipa(), place.size());
    }
}
