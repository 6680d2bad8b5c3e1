package org.tablewalk.viewmodel;

import java.util.function.Function;
import org.tablewalk.check.shadow.RoleMeaning;
import org.tablewalk.format.scenario.ArmBlueprint;
import org.tablewalk.format.scenario.Blueprint;
import org.tablewalk.format.scenario.X86Blueprint;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.ShadowNarrator;
import org.tablewalk.picture.ArmTables;
import org.tablewalk.picture.ImportedTables;
import org.tablewalk.picture.shadow.ImportedShadow;
import org.tablewalk.picture.shadow.MachineShadow;
import org.tablewalk.session.Frame;
import org.tablewalk.session.ScenarioChecks;
import org.tablewalk.session.Subject;
import org.tablewalk.trace.imported.ImportState;
import org.tablewalk.trace.imported.TableRoot;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

/** Makes moments of frames; keeps what stays the same while one thing is open. */
final class Moments {
    private Subject subject;
    private Function<Image, Reading> machine;
    private long shownRoot = -1;
    private final Designs designs;
    private MachineShadow shadow;

    Moments(Designs designs) {
        this.designs = designs;
    }

    /** The moment of a frame. */
    Moment of(Frame frame) {
        if (frame.subject() != subject) {
            subject = frame.subject();
            shownRoot = -1;
            shadow = null;
            machine = subject instanceof Subject.ScenarioRun s ? machine(s.source().blueprint()) : null;
        }
        return new Moment(frame, switch (frame.subject()) {
            case null -> new Reading.Nothing();
            case Subject.ScenarioRun s -> machine.apply(frame.image());
            case Subject.KvmmmuRun k -> {
                var state = new KvmmmuState(k.trace().map(), frame.image());
                yield new Reading.Kvmmmu(state, k.trace(), new ImportedShadow(state));
            }
            case Subject.CasemateRun c -> {
                var state = new ImportState(c.trace().map(), frame.image());
                TableRoot root = root(state);
                yield new Reading.Import(state, c.trace(), root, root == null ? null : new ImportedTables(state, root));
            }
        });
    }

    /** How images of a machine are read. */
    private Function<Image, Reading> machine(Blueprint blueprint) {
        return switch (blueprint) {
            case ArmBlueprint arm -> {
                ArmMap map = arm.build().map();
                Intrinsics intrinsics = arm.intrinsics();
                yield image -> {
                    var state = new ArmState(map, image);
                    return new Reading.Arm(state, intrinsics, new ArmTables(state));
                };
            }
            case X86Blueprint x86 -> {
                X86Map map = x86.build().map();
                Intrinsics intrinsics = x86.intrinsics();
                RoleMeaning meaning = ScenarioChecks.meaning(map).remembered();
                var narrator = new ShadowNarrator(meaning);
                yield image -> {
                    var state = new X86State(map, image);
                    shadow = shadow == null ? MachineShadow.of(state, meaning) : shadow.next(state);
                    return new Reading.X86(state, intrinsics, shadow, designs, meaning, narrator);
                };
            }
        };
    }

    /** The tree to show of several: once one was shown it stays, until another is the only one installed. */
    private TableRoot root(ImportState state) {
        TableRoot best = null;
        for (TableRoot root : state.roots()) {
            if (best == null || rank(root) > rank(best)) {
                best = root;
            }
        }
        shownRoot = best == null ? -1 : best.address();
        return best;
    }

    private int rank(TableRoot root) {
        boolean alive = root.status() != TableRoot.Status.LATER && root.status() != TableRoot.Status.RELEASED;
        return (root.threads() != 0 ? 8 : 0) + (alive ? 4 : 0) + (root.address() == shownRoot ? 2 : 0)
                + (root.stage() == TableRoot.Stage.EL2_STAGE_1 ? 0 : 1);
    }
}
