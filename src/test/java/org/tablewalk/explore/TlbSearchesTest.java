package org.tablewalk.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.machine.arm64.ArmMachine;

/** Splitting a block, contiguous groups and operands of TLBIs in all schedules of small runs: exactly these properties do not hold (domain sections 4.2 and 5). */
class TlbSearchesTest {
    private static void check(String scenario, String small, String values, String violated) throws IOException {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : (small + " " + values).strip().split(" ")) {
            given.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        var machine = Shipped.machine(scenario, given);
        var judges = Stage2Checks.judges();
        var result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertTrue(result.complete());
        assertEquals(violated == null ? Set.of() : new TreeSet<>(Set.of(violated.split(" "))),
                result.causes().stream().map(Cause::property).collect(Collectors.toCollection(TreeSet::new)), scenario + " " + given);
    }

    @ParameterizedTest
    @CsvSource({"flow=full-bbm,spurious-fault", "flow=nt,", "flow=nt ntResponse=fault,spurious-fault", "flow=nt ntConflict=may,conflict-abort",
        "flow=nt bbmLevel=2 ntResponse=ignore,two-entries conflict-abort", "flow=nt bbmLevel=0,no-break two-entries conflict-abort",
        "flow=direct,two-entries conflict-abort", "flow=direct bbmLevel=3,two-entries", "flow=direct bbmLevel=1,no-break two-entries conflict-abort",
        "flow=nt-late,make-before-clean two-entries conflict-abort"})
    void aBlockIsSplit(String values, String violated) throws IOException {
        check("split-block", "entries=2 reads=3 evictions=0", values, violated);
    }

    @ParameterizedTest
    @CsvSource({"flow=with-break,spurious-fault", "flow=with-break unfold=true,spurious-fault", "flow=in-place,two-entries conflict-abort",
        "flow=in-place unfold=true,two-entries conflict-abort",
        "flow=in-place bbmLevel=2,two-entries conflict-abort", "flow=in-place bbmLevel=3,two-entries", "flow=in-place bbmLevel=0,no-break two-entries conflict-abort",
        "flow=in-place hint=ignored,", "mistake=no-bit,mixed-group two-entries conflict-abort spurious-fault", "mistake=wrong-address,mixed-group stale-access spurious-fault",
        "mistake=wrong-rights,mixed-group stale-access spurious-fault", "mistake=wrong-address hint=ignored,mixed-group spurious-fault"})
    void sixteenPagesBecomeOne(String values, String violated) throws IOException {
        check("contiguous", "writes=8", values, violated);
    }

    /** The last rows: an access in flight is waited for if walks do not heed hints, and not if they do. */
    @ParameterizedTest
    @CsvSource({"operand=right,", "operand=page-shift,wrong-address no-tlbi freed-while-owed stale-access foreign-frame", "operand=page-shift granule=4K,",
        "operand=too-short,no-tlbi freed-while-owed stale-access foreign-frame", "operand=wrong-granule,wrong-level no-tlbi freed-while-owed stale-access foreign-frame",
        "operand=wrong-level,wrong-level no-tlbi freed-while-owed stale-access foreign-frame", "operand=wrong-level hints=ignored,wrong-level no-tlbi freed-while-owed",
        "operand=wrong-level reads=1,wrong-level no-tlbi freed-while-owed",
        "operand=wrong-level reads=1 hints=walks,wrong-level no-tlbi freed-while-owed stale-access foreign-frame"})
    void anOperandNamesPages(String values, String violated) throws IOException {
        check("wrong-operand", "pairs=1 reads=4", values.contains("too-short") ? values + " pairs=2" : values, violated);
    }

    @ParameterizedTest
    @CsvSource({"operand=right,", "operand=right operation=range-last-level granule=16K,", "operand=page-shift,wrong-address no-tlbi freed-while-owed stale-access foreign-frame",
        "operand=page-shift granule=4K,", "operand=too-short,no-tlbi freed-while-owed stale-access foreign-frame",
        "operand=wrong-granule,wrong-level no-tlbi freed-while-owed stale-access foreign-frame"})
    void aRangeNamesPages(String values, String violated) throws IOException {
        check("wrong-operand", "operation=by-range reads=8", values, violated);
    }
}
