package org.tablewalk.explore.store;

/** The search has reached a limit of what it can hold and cannot go on. */
public final class SearchLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SearchLimit(String what) {
        super(what, null, false, false);
    }
}
