package org.tablewalk.viewmodel.twotrees;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.kvm.shadow.TruthTable;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.TruthTablePicture;
import org.tablewalk.picture.twotrees.Truths;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.Moment;

/** The truth table of the role designs. A kind of page that a design takes for something else, or for another, leads to a run that shows the harm. */
public final class DesignsViewModel extends CanvasViewModel {
    /** Level of the portal that was taken for a root; below it are the pointers that were taken for a table. */
    private static final int PORTAL = 5;

    private final TruthTablePicture layout;
    private final Consumer<Command> session;
    private Truths truths;
    private Moment moment;
    private Target selected;
    /** The row at the top; -1 until the first picture. */
    private int first = -1;
    private double scrolled;

    public DesignsViewModel(FontMetrics metrics, Consumer<Command> session, Messages messages) {
        layout = new TruthTablePicture(metrics);
        this.session = session;
        describe(messages.text("truth.help"));
    }

    public void show(Moment now) {
        if (!now.sameSubject(moment)) {
            first = -1;
            selected = null;
        }
        moment = now;
        if (truths == null || !now.running()) {
            changed();
        }
    }

    @Override
    public Drawing draw(double width, double height) {
        if (moment == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        if (first < 0) {
            first = firstOf(reading().source());
        }
        return layout.layOut(truths(), first, selected, reading().design(), width, height);
    }

    private TwoTreesReading reading() {
        return (TwoTreesReading) moment.reading();
    }

    /** The first kind of page of a guest such as the one that is shown, whose root is shadowed by as many levels. */
    private int firstOf(ShadowSource source) {
        ShadowSource.GuestTable root = source.cpus() == 0 ? null : source.guestRoot(0).table();
        for (int i = 0; root != null && i < truths().size(); i++) {
            TruthTable.Row row = truths().row(RoleDesign.MAINLINE, i);
            if (row.guestLevel() == root.level() && row.rootLevel() >= source.shadowLevels()) {
                return i;
            }
        }
        return 0;
    }

    /** Made when somebody looks: every design's listing is run for every kind of page. */
    private Truths truths() {
        if (truths == null) {
            truths = new Truths();
        }
        return truths;
    }

    @Override
    public void select(Target target) {
        boolean cell = target != null && target.kind() == Target.Kind.TRUTH && target.b() >= 0;
        selected = cell ? target : null;
        moved();
        if (target != null && target.kind() == Target.Kind.DESIGN) {
            RoleDesign design = RoleDesign.values()[(int) target.a()];
            if (!beyond(design).isEmpty()) {
                session.accept(new Command.OpenShipped(beyond(design), Map.of("design", design.label()), null));
            }
        }
        if (cell && !harm(target).isEmpty()) {
            open(target, harm(target));
        }
    }

    private void open(Target target, String scenario) {
        session.accept(new Command.OpenShipped(scenario, Map.of("design", design(target).label()), null));
    }

    private static RoleDesign design(Target target) {
        return RoleDesign.values()[(int) target.b()];
    }

    /** The scenario in which a design is seen to fail with a kind of page; empty if it does not. */
    private String harm(Target target) {
        TruthTable.Row row = truths().row(design(target), (int) target.a());
        if (truths().collides(design(target), row)) {
            return row.level() == PORTAL ? "la57-toggle" : "pointers-reused";
        } else if (Truths.wrong(row)) {
            return row.direct() ? "missing-direct-line" : "la57-toggle";
        }
        return "";
    }

    /** The scenario in which a design is seen to fail by what the table does not show: roles made elsewhere, pages reused unchecked; empty if none is known. */
    private static String beyond(RoleDesign design) {
        return switch (design) {
            case GLEVEL_POSTED, GLEVEL_FIXED -> "nested-ept";
            case MAINLINE -> "reuse-unchecked";
            default -> "";
        };
    }

    @Override
    public void pan(double dx, double dy) {
        scrolled -= dy;
        int lines = (int) (scrolled / TruthTablePicture.LINE);
        if (lines != 0 && truths != null) {
            scrolled -= lines * TruthTablePicture.LINE;
            first = Math.clamp(Math.max(0, first) + (long) lines, 0, truths.size() - 1);
            moved();
        }
    }
}
