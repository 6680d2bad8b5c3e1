package org.tablewalk.explore;

/** Properties that are no rules of a judge. */
public final class Property {
    /** No CPU has more faults than {@link SearchOptions#maxFaults}. */
    public static final String FAULTS = "at-most-n-faults";

    private Property() {}
}
