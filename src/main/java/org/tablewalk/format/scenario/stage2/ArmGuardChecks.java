package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;

/** Turns what a scenario says of locks and the entries that they guard into numbers, and finds what cannot be. */
final class ArmGuardChecks {
    private static final Map<String, Mode> MODES = modes();

    private enum Mode { EXCLUSIVE, SHARED }

    private final ArmHardware hardware;
    private final Values values;
    private final Stage2Geometry geometry;

    ArmGuardChecks(ArmHardware hardware, Values values, Stage2Geometry geometry) {
        this.hardware = hardware;
        this.values = values;
        this.geometry = geometry;
    }

    List<ArmConfig.Guard> guards() throws FormatException {
        List<ArmConfig.Guard> guards = new ArrayList<>();
        for (ArmHardware.Guard g : hardware.guards()) {
            ArmConfig.Guard guard = guard(g);
            for (ArmConfig.Guard other : guards) {
                apart(g, guard, other);
            }
            guards.add(guard);
        }
        return List.copyOf(guards);
    }

    private ArmConfig.Guard guard(ArmHardware.Guard g) throws FormatException {
        int lock = (int) g.lock().evaluate(values, "a lock", 0, ArmConfig.LOCKS - 1);
        Mode mode = values.oneOf(g.mode(), "a mode", MODES);
        long page = geometry.granule().bytes();
        long ipa = aligned(g.ipa(), g.ipa().evaluate(values, "an IPA", 0, geometry.limit() - 1), page);
        long size = g.size() == null ? geometry.limit() - ipa : aligned(g.size(), g.size().evaluate(values, "a size", 1, geometry.limit() - ipa), page);
        int levels = 0;
        for (Expression level : g.levels()) {
            levels |= 1 << level.evaluate(values, "a level", geometry.startLevel(), 3);
        }
        return new ArmConfig.Guard(lock, mode == Mode.EXCLUSIVE, ipa, size, levels == 0 ? 0xf : levels);
    }

    private long aligned(Expression e, long value, long page) throws FormatException {
        if ((value & page - 1) != 0) {
            throw e.error(values, "expected a multiple of the page size 0x" + Long.toHexString(page) + ", found 0x" + Long.toHexString(value));
        }
        return value;
    }

    /** Of two guards of one entry nobody could say which counts. */
    private void apart(ArmHardware.Guard at, ArmConfig.Guard a, ArmConfig.Guard b) throws FormatException {
        for (int level = geometry.startLevel(); level <= 3; level++) {
            long size = geometry.entrySize(level);
            boolean meet = (a.ipa() & -size) < b.ipa() + b.size() && (b.ipa() & -size) < a.ipa() + a.size();
            if (a.level(level) && b.level(level) && meet) {
                throw at.ipa().error(values, "expected entries that no earlier guard is for, found that one of level " + level + " at 0x"
                        + Long.toHexString(Math.max(a.ipa() & -size, b.ipa() & -size)) + " has lock " + b.lock());
            }
        }
    }

    private static Map<String, Mode> modes() {
        Map<String, Mode> modes = new LinkedHashMap<>();
        modes.put("exclusive", Mode.EXCLUSIVE);
        modes.put("shared", Mode.SHARED);
        return modes;
    }
}
