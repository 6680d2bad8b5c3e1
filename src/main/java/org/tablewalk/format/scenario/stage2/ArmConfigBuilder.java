package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.ActorChecks;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.Regime;

/** Turns a scenario with values into the fixed part of an Arm machine, and finds what contradicts itself on the way. */
public final class ArmConfigBuilder {
    /** Pages the pool has beyond what the tables need at the start, if the file does not say how many it has. */
    static final int SPARE_PAGES = 64;

    private static final Map<String, Granule> GRANULES = words("4K", Granule.K4, "16K", Granule.K16, "64K", Granule.K64);
    private static final Map<String, ArmConfig.NtResponse> NT_RESPONSES = words("fault", ArmConfig.NtResponse.FAULT, "translate",
            ArmConfig.NtResponse.TRANSLATE, "ignore", ArmConfig.NtResponse.IGNORE);
    private static final Map<String, Answer> NT_CONFLICTS = words("never", Answer.NO, "may", Answer.YES);
    private static final Map<String, ArmConfig.Overlap> OVERLAPS = words("abort", ArmConfig.Overlap.ABORT, "either",
            ArmConfig.Overlap.EITHER, "mixture", ArmConfig.Overlap.MIXTURE);
    private static final Map<String, ArmConfig.ConflictHandler> HANDLERS = words("kvm-efault", ArmConfig.ConflictHandler.KVM_EFAULT,
            "flush-retry", ArmConfig.ConflictHandler.FLUSH_RETRY);
    private static final Map<String, Eviction> EVICTIONS = words("none", Eviction.NONE, "bounded",
            Eviction.BOUNDED, "any", Eviction.ANY);
    private static final Map<String, ArmConfig.Completion> COMPLETIONS = words("promised", ArmConfig.Completion.PROMISED, "early", ArmConfig.Completion.EARLY);
    private static final Map<String, ArmConfig.Hints> HINTS = words("ignored", ArmConfig.Hints.NOTHING, "entries", ArmConfig.Hints.ENTRIES, "walks", ArmConfig.Hints.WALKS);
    static final Map<String, ArmConfig.Rights> RIGHTS = rights();

    private enum Answer { NO, YES }

    private final Scenario scenario;
    private final ArmHardware hardware;
    private final Values values;
    private Stage2Geometry geometry;

    private ArmConfigBuilder(Scenario scenario, ArmHardware hardware, Values values) {
        this.scenario = scenario;
        this.hardware = hardware;
        this.values = values;
    }

    /**
     * The configuration.
     *
     * @throws FormatException at the first number out of range or contradiction
     */
    public static ArmConfig build(Scenario scenario, ArmHardware hardware, Values values) throws FormatException {
        return new ArmConfigBuilder(scenario, hardware, values).config();
    }

    private ArmConfig config() throws FormatException {
        ArmHardware.Machine m = hardware.machine();
        var shape = new ArmShape(values, m);
        geometry = shape.geometry(values.oneOf(m.granule(), "a granule", GRANULES));
        int cpus = (int) number(m.cpus(), "a number of CPUs", 1, Limits.CPUS);
        var checks = new ArmMemoryChecks(hardware, values, geometry);
        List<ArmConfig.Slot> slots = new ArrayList<>();
        for (ArmHardware.Slot s : hardware.memory().slots()) {
            slots.add(checks.slot(s, values.truth(s.writable(), "writable"), slots));
        }
        var tables = new ArmTableChecks(hardware, values, geometry, slots);
        List<ArmConfig.Mapping> mappings = new ArrayList<>();
        for (ArmHardware.TableEntries t : hardware.tables()) {
            mappings.add(tables.mapping(t, values.oneOf(t.rights(), "rights", RIGHTS), mappings));
        }
        long poolBase = checks.poolBase(hardware.memory().poolBase());
        int vmid = (int) number(m.vmid(), "a VMID", 0, 65535);
        var vms = new ArmRegimeChecks(hardware, values);
        int needed = tables.pages(mappings);
        Regime regime = vms.regime(new Regime.Vm(ArmRegimeChecks.FIRST, vmid, geometry, List.copyOf(slots), List.copyOf(mappings)), needed - geometry.rootTables(), cpus);
        int poolPages = poolPages(regime == null ? needed : vms.pages(regime));
        checks.poolApart(poolBase, poolPages, slots);
        checks.dirtyLogsApart(poolBase, poolPages, slots);
        if (regime != null) {
            vms.apart(regime, poolBase, poolPages);
        }
        int bbmLevel = (int) number(m.bbmLevel(), "a FEAT_BBM level", 0, 3);
        var tlb = new ArmTlbChecks(m, values);
        return new ArmConfig(geometry, cpus, vmid,
                tlb.entries(),
                (int) number(m.walkCacheEntries(), "a number of walk-cache entries", 0, Limits.WALK_CACHE_ENTRIES),
                bbmLevel, ntResponse(m.ntResponse(), bbmLevel),
                values.oneOf(m.ntConflict(), "'ntConflict'", NT_CONFLICTS) == Answer.YES,
                values.oneOf(m.overlapResponse(), "a response to overlapping entries", OVERLAPS),
                values.oneOf(m.conflictHandler(), "a conflict handler", HANDLERS),
                poolBase, poolPages, List.copyOf(slots), List.copyOf(mappings), actors(cpus, regime),
                m.abortRoutine() == null ? null : values.word(m.abortRoutine()), freedoms(m.freedoms()), new ArmGuardChecks(hardware, values, geometry).guards(),
                m.host() == null ? null : shape.host(), tlb.design(),
                new ArmContentChecks(hardware, values, geometry, slots, regime, poolBase, poolPages).contents(), regime);
    }

    /** At level 1 a block with nT faults or translates uncached (domain section 5); only what is said of level 2 can be read as ignoring nT. */
    private ArmConfig.NtResponse ntResponse(Quoted word, int bbmLevel) throws FormatException {
        ArmConfig.NtResponse response = values.oneOf(word, "a response to nT", NT_RESPONSES);
        if (bbmLevel == 1 && response == ArmConfig.NtResponse.IGNORE) {
            throw values.error(word, "expected a response to nT of fault, translate at FEAT_BBM level 1, found 'ignore', which caches the block");
        }
        return response;
    }

    private int poolPages(int needed) throws FormatException {
        int most = Limits.POOL_WORDS / geometry.granule().entriesPerTable();
        Expression given = hardware.memory().poolPages();
        if (given == null) {
            return Math.min(most, needed + SPARE_PAGES);
        }
        int pages = (int) number(given, "a number of pages", 1, most);
        if (pages < needed) {
            throw given.error(values, "expected a pool of at least " + needed + " pages, which the tables at the start need, found "
                    + pages);
        }
        return pages;
    }

    private ArmConfig.Freedoms freedoms(ArmHardware.Freedoms f) throws FormatException {
        List<Long> speculative = new ArrayList<>();
        for (Expression e : f.speculative()) {
            speculative.add(number(e, "an IPA", 0, geometry.limit() - 1));
        }
        return new ArmConfig.Freedoms(values.oneOf(f.eviction(), "a kind of eviction", EVICTIONS),
                (int) number(f.evictions(), "a number of evictions", 0, 1_000_000), List.copyOf(speculative),
                (int) number(f.storeBuffer(), "a depth of the store buffer", 0, Limits.STORE_BUFFER),
                values.oneOf(f.completion(), "a completion of TLBIs", COMPLETIONS), values.oneOf(f.hints(), "a word for what heeds hints", HINTS));
    }

    private List<ArmConfig.Actor> actors(int cpus, Regime regime) throws FormatException {
        List<ArmConfig.Actor> actors = new ArrayList<>();
        for (ActorChecks.Start s : ActorChecks.of(scenario, values, cpus)) {
            actors.add(new ArmConfig.Actor(s.cpu(), s.routine(), s.arguments(), ArmRegimeChecks.vm(regime, values, s.vm())));
        }
        return List.copyOf(actors);
    }

    private long number(Expression e, String what, long min, long max) throws FormatException {
        return e.evaluate(values, what, min, max);
    }

    private static Map<String, ArmConfig.Rights> rights() {
        Map<String, ArmConfig.Rights> rights = new LinkedHashMap<>();
        for (var r : ArmConfig.Rights.values()) {
            boolean letters = r != ArmConfig.Rights.MIXED && r != ArmConfig.Rights.TABLE;
            rights.put(letters ? Permissions.text(r.ordinal()) : r.name().toLowerCase(Locale.ROOT), r);
        }
        return rights;
    }

    /** Words and what they mean, in the order messages list them. */
    @SuppressWarnings("unchecked")
    static <E> Map<String, E> words(Object... pairs) {
        Map<String, E> words = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put((String) pairs[i], (E) pairs[i + 1]);
        }
        return words;
    }
}
