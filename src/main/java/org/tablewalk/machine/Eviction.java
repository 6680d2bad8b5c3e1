package org.tablewalk.machine;

/** Whether hardware drops cached entries for no reason. */
public enum Eviction {
    NONE,
    /** So many on each CPU. */
    BOUNDED, ANY
}
