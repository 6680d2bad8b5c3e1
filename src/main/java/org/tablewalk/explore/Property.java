package org.tablewalk.explore;

/** Properties that are no rules of a judge. */
public final class Property {
    private Property() {}

    /** That no CPU has more faults than so many. */
    public static String atMostFaults(int most) {
        return "at-most-" + most + "-faults";
    }
}
