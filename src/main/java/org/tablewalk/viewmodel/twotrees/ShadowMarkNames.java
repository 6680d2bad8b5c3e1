package org.tablewalk.viewmodel.twotrees;

import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.kind.MarkNames;

/** What marks about shadow pages are called: what is a TLBI to Arm is a flush by the kernel here. */
public interface ShadowMarkNames extends MarkNames {
    @Override
    default String shape(Mark mark) {
        return mark.kind() == MarkKind.TLBI ? "flush" : MarkNames.super.shape(mark);
    }

    @Override
    default String dialect() {
        return ".shadow";
    }
}
