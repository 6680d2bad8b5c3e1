package org.tablewalk.viewmodel.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Flags;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.viewmodel.Signed;
import org.tablewalk.viewmodel.kind.Moment;

/** Where the findings of a run are signed in pictures: on the entries that they are about, on stale copies of those in TLBs, and on the marks of their steps. */
final class FindingSigns implements Signed {
    private final Flags flags;
    private final Consumer<Target> press;
    private final Function<Finding, String> sentence;
    private final Map<Long, Finding> entries = new HashMap<>();
    private final Map<Target, Finding> steps = new HashMap<>();
    private final Map<Integer, Map<Integer, Finding>> copies = new HashMap<>();
    private List<Object> signed = List.of();
    private Moment moment;

    /** Signs that tell a finding's sentence and lead to the finding that is pressed. */
    FindingSigns(FontMetrics metrics, Function<Finding, String> sentence, Consumer<Target> press) {
        flags = new Flags(metrics);
        this.sentence = sentence;
        this.press = press;
    }

    /** Shows a moment: an entry is signed from the step on that shows the finding, the marks of steps always. */
    void show(Moment now) {
        moment = now;
        List<Finding> findings = now.frame().judgement().findings();
        entries.clear();
        copies.clear();
        for (Finding f : findings) {
            if (f.entry() != 0 && f.step() < now.frame().position()) {
                entries.merge(f.entry(), f, FindingSigns::worse);
            }
        }
        List<Object> key = now.open() ? List.of(now.frame().subject(), now.frame().run(), findings.size()) : List.of();
        if (!key.equals(signed)) {
            signed = key;
            steps.clear();
            findings.forEach(f -> steps.merge(target(f), f, FindingSigns::worse));
        }
    }

    private static Target target(Finding f) {
        return new Target(Target.Kind.FINDING, f.step(), f.actor());
    }

    private static Finding worse(Finding one, Finding other) {
        return other.rule().grade().compareTo(one.rule().grade()) < 0 ? other : one;
    }

    @Override
    public Drawing on(Drawing plain) {
        return steps.isEmpty() ? plain : flags.on(plain, this::flag);
    }

    private Flags.Flag flag(Target target) {
        Finding f = about(target);
        return f == null ? null : new Flags.Flag(f.rule().grade(), sentence.apply(f), target(f));
    }

    private Finding about(Target target) {
        return switch (target.kind()) {
            case FINDING -> steps.get(target);
            case DESCRIPTOR, SHADOW_ENTRY -> entries.get(target.a());
            case TLB_ENTRY -> entries.isEmpty() ? null : copy((int) target.a(), (int) target.b());
            default -> null;
        };
    }

    /** Of a CPU's TLB what was found about the entries that stale copies were made of; worked out once for all of them, for a TLB may have thousands. */
    private Finding copy(int cpu, int slot) {
        return copies.computeIfAbsent(cpu, of -> {
            Map<Integer, Finding> found = new HashMap<>();
            TlbTable table = of < moment.cpus() ? moment.reading().tlb(of) : null;
            for (int place = 0; table != null && table.stale() > 0 && place < table.size(); place++) {
                Finding about = table.stale(place) ? entries.get(table.source(place)) : null;
                if (about != null) {
                    found.put(table.slot(place), about);
                }
            }
            return found;
        }).get(slot);
    }

    @Override
    public void press(Target finding) {
        press.accept(finding);
    }
}
