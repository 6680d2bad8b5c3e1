package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.WalkReads;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.forest.ForestScene.News;
import org.tablewalk.trace.tlb.TlbLog;

/**
 * What walks through two stages do next, and how far they are: the place of the next read among those of a walk that finds nothing in a TLB, how many were made, and how many were not because
 * TLBs had what they would have read.
 */
final class WalkNews {
    /** From all words to as few as possible. */
    private static final List<String> FORMS = List.of("", ".short", ".least");

    private final ArmState state;
    private final TlbLog.Part log;
    private final Words words = new Words();

    WalkNews(ArmState state, TlbLog.Part log) {
        this.state = state;
        this.log = log;
    }

    /** In the order of CPUs. */
    List<News> all() {
        List<News> news = new ArrayList<>();
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            Stage1State.Access access = state.stage1().access(cpu, false);
            ArmState.Access in = state.cpu(cpu).access();
            int vm = state.regime().walked(cpu, false);
            if (access != null && in != null && vm >= 0 && state.regime().vm(vm).guest() != null) {
                of(cpu, access, in, state.regime().vm(vm).guest().geometry(), 4 - state.regime().geometry(vm).startLevel(), news);
            }
        }
        return news;
    }

    private void of(int cpu, Stage1State.Access access, ArmState.Access in, Stage1Geometry geometry, int levels2, List<News> news) {
        boolean stage2 = in.phase() == ArmState.Phase.WALK;
        boolean end = access.step() == Stage1State.Step.FINAL;
        boolean reads = GuestScene.reads(access);
        int all = WalkReads.of(geometry.levels(), levels2);
        if (end && in.phase() == ArmState.Phase.PERFORM) {
            news.add(news("done", cpu, access, 0, all, all, all));
        } else if (in.phase() != ArmState.Phase.STAGE_1 && (reads || end && stage2)) {
            int before = (end ? geometry.levels() : access.level() - geometry.startLevel()) * (levels2 + 1);
            int place = before + (stage2 ? 1 + in.level() - (4 - levels2) : levels2 + 1);
            news.add(news(end ? "output" : stage2 ? "stage2" : "stage1", cpu, access, in.level(), place, all, place - 1));
        }
    }

    /** In all forms; {@code due} reads come before this moment where no TLB has anything. */
    private News news(String what, int cpu, Stage1State.Access access, int level2, int place, int all, int due) {
        int made = ReadsMade.of(log, cpu);
        String count = made == ReadsMade.UNKNOWN ? "" : words.of("forest.news.count", made, Math.max(0, due - made));
        return new News(cpu, FORMS.stream().map(form -> words.of("forest.news." + what + form, cpu, Hex.grouped(access.va()), access.level(), level2, place, all, count)).toList());
    }
}
