package org.tablewalk.viewmodel.twotrees;

import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.kind.Reading;

/** A frame of a subject that has a guest's tables and shadow tables. */
public interface TwoTreesReading extends Reading {
    /** What is read. */
    Frame frame();

    /** The tables. */
    ShadowSource source();

    /** The tables with what the step that led here did to them. */
    ShadowScene scene();

    /** What the role words store. */
    RoleDesign design();

    /** Whether shadow entries have the format of EPT. */
    boolean ept();

    /** What was touched last. */
    Chosen touched();

    /** What marks call a page: the address of its header, or -1. */
    long header(ShadowSource.Page page);

    /** The host physical address of the word that says what something is, or -1. */
    long hostAddress(Chosen what);

    /** The invariants that the step broke that led here; nothing where they cannot be judged. */
    List<Fact> broken();

    /** What other designs would say of a page; nothing where the MMU is not known. */
    List<Fact> otherDesigns(ShadowSource.Page page);
}
