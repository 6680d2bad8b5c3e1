package org.tablewalk.explore;

/** The search has reached a limit of what it can hold and cannot go on. */
final class SearchLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SearchLimit(String what) {
        super(what, null, false, false);
    }
}
