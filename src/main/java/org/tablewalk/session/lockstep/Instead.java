package org.tablewalk.session.lockstep;

import org.tablewalk.trace.EventRecord;

/**
 * What a run did where others did something else.
 *
 * @param step  index of the step; it is shown at the position after it. The length of the run if it had ended
 * @param line  of its CPU before the step, as {@link org.tablewalk.machine.Machine#line} numbers it, or -1
 * @param event that came out different, or null if the run had ended or is not recorded so far
 */
public record Instead(long step, int line, EventRecord event) {}
