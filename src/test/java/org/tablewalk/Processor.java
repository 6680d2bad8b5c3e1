package org.tablewalk;

import java.lang.management.ManagementFactory;

/** What work costs by the processor's time of the thread that does it, which stays the same where others use the machine too. */
public final class Processor {
    private Processor() {}

    /** Nanoseconds that the calling thread has had a processor. */
    public static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
