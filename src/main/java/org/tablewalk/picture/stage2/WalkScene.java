package org.tablewalk.picture.stage2;

import java.util.function.LongFunction;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.trace.walk.WalkLog;

/**
 * The calls of walks' callbacks, as a picture shows them.
 *
 * @param log      all calls of the recording
 * @param made     how many of them were made by the step shown; the last of these is where the walk stands
 * @param steps    steps made
 * @param geometry of the tables
 * @param root     where the root is
 * @param errors   what a result is called
 */
public record WalkScene(WalkLog.Part log, long made, long steps, Stage2Geometry geometry, long root, LongFunction<String> errors) {
    /** Index of the call that the walk stands at, or -1. */
    public long current() {
        return made - 1;
    }
}
