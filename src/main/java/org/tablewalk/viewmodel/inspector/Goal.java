package org.tablewalk.viewmodel.inspector;

/** Something that can be looked at; what it is, only the panes know that gave it. */
public interface Goal {
    /** Nothing to look at. */
    Goal NOWHERE = new Goal() {};
}
