package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.Translation;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.forest.ForestScene.Crossing;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableLevels;

/** The ways from a guest's tables to the stage-2 entries by which hardware finds them: of walks in flight, and of what is selected. */
final class Ways {
    /** Ways of one selected entry that are drawn at most. */
    private static final int MOST = 6;

    private final ArmState state;
    private final List<Stage1Tables> stage1;
    private final Words words = new Words();

    Ways(ArmState state, List<Stage1Tables> stage1) {
        this.state = state;
        this.stage1 = stage1;
    }

    /** Those to be seen while a descriptor is selected, or none with -1. */
    List<Crossing> of(long selected) {
        List<Crossing> ways = new ArrayList<>();
        for (int cpu = 0; cpu < state.map().config().cpus() && !stage1.isEmpty(); cpu++) {
            Stage1State.Access access = state.stage1().access(cpu, false);
            if (access != null) {
                walk(cpu, access, ways);
            }
        }
        for (Stage1Tables tables : stage1) {
            if (selected >= 0 && tables.pageOf(selected) >= 0) {
                down(tables, selected, ways);
            } else if (selected >= 0) {
                up(tables, selected, ways);
            }
        }
        return ways;
    }

    private void walk(int cpu, Stage1State.Access access, List<Crossing> ways) {
        for (Stage1Tables tables : stage1) {
            boolean walked = state.regime().walked(cpu, false) == tables.vm();
            if (walked && GuestScene.reads(access) && tables.at(access.table()) >= 0) {
                cross(tables, descriptor(tables, access), Crossing.Kind.WALK, ways);
            } else if (walked && access.step() == Stage1State.Step.FINAL) {
                Stage1State.Walk now = state.stage1().meets(cpu, tables.vm(), access.va(), access.kind());
                if (now.ipa() >= 0 && tables.pageOf(now.address()) >= 0) {
                    ways.add(crossing(tables, now.address(), now.ipa(), now.stage2(), Crossing.Kind.WALK));
                }
            }
        }
    }

    private static long descriptor(Stage1Tables tables, Stage1State.Access access) {
        return tables.at(access.table()) + 8L * tables.format().geometry().index(access.va(), access.level());
    }

    /** From a word of stage 1 to the entry that translates its own address. */
    private void cross(Stage1Tables tables, long descriptor, Crossing.Kind kind, List<Crossing> ways) {
        ways.add(crossing(tables, descriptor, tables.ipa(descriptor), kind));
    }

    private Crossing crossing(Stage1Tables tables, long from, long ipa, Crossing.Kind kind) {
        return crossing(tables, from, ipa, state.regime().translate(tables.vm(), ipa), kind);
    }

    private Crossing crossing(Stage1Tables tables, long from, long ipa, Translation by, Crossing.Kind kind) {
        String tip = words.of(by.valid() ? "tip.forest.way" : "tip.forest.way.broken", Hex.grouped(ipa), state.regime().vm(tables.vm()).name(), Hex.grouped(by.pa()));
        return new Crossing(from, by.descriptorAddress(), by.valid() ? kind : Crossing.Kind.BROKEN, tip);
    }

    /** From a selected word of stage 1: to where it is found, and of a leaf to what translates its output, of a table to what translates that. */
    private void down(Stage1Tables tables, long selected, List<Crossing> ways) {
        cross(tables, selected, Crossing.Kind.SELECTED, ways);
        int level = TableLevels.of(tables, selected);
        long output = tables.format().written(tables.word(selected), level);
        if (output >= 0 && tables.format().kind(tables.word(selected), level) != TableFormat.Kind.TABLE) {
            ways.add(crossing(tables, selected, output, Crossing.Kind.SELECTED));
        }
    }

    /** From the tables of stage 1 that a selected entry of stage 2 leads to. */
    private void up(Stage1Tables tables, long selected, List<Crossing> ways) {
        for (long table : tables.tables()) {
            if (ways.size() < MOST && state.regime().translate(tables.vm(), tables.ipa(table)).descriptorAddress() == selected) {
                cross(tables, table, Crossing.Kind.SELECTED, ways);
            }
        }
    }
}
