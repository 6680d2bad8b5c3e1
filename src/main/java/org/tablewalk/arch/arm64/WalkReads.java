package org.tablewalk.arch.arm64;

/** How many descriptors a walk reads when nothing of it is cached. */
public final class WalkReads {
    private WalkReads() {
    }

    /**
     * Of a walk of two stages: each of the stage-1 reads is at an intermediate physical address and costs a walk of stage 2 first, and so does the address that stage 1 gives in the end.
     *
     * @param stage1 levels of stage 1, or 0 if it is off
     * @param stage2 levels of stage 2, or 0 if it is off
     */
    public static int of(int stage1, int stage2) {
        return (stage1 + 1) * (stage2 + 1) - 1;
    }
}
