package org.tablewalk.viewmodel.inspector;

import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.picture.BitsLayout;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Numbers;

/** The strip of 64 bits of the selected descriptor. Its height follows from its width. */
public final class BitsViewModel extends CanvasViewModel {
    private final BitsLayout layout;
    private long word;
    private long before;
    private List<BitField> fields = List.of();
    private int selected = -1;

    public BitsViewModel(FontMetrics metrics) {
        layout = new BitsLayout(metrics);
    }

    public void show(long now, long was, List<BitField> parts) {
        if (now != word || was != before || !parts.equals(fields)) {
            word = now;
            before = was;
            fields = parts;
            selected = -1;
            describe(Numbers.word(now));
            changed();
        }
    }

    @Override
    public Drawing draw(double width, double height) {
        return layout.layOut(word, before, fields, selected, width);
    }

    @Override
    public void select(Target target) {
        int bit = target == null || target.kind() != Target.Kind.BIT ? -1 : (int) target.a();
        if (bit != selected) {
            selected = bit;
            moved();
        }
    }

    /** The height that the strip needs at a width. */
    public double height(double width) {
        return draw(width, 0).height();
    }
}
