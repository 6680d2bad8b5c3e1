/**
 * Recorded runs: steps, keyframes, seeking, and what is told of them: the {@link org.tablewalk.trace.Observer} that watches every step
 * and the {@link org.tablewalk.trace.Mark}s that a timeline shows, the
 * {@link org.tablewalk.trace.Lanes} with what each CPU did, bars inside bars, and the {@link org.tablewalk.trace.Cause} of a fault. Also what all imports share: the {@link org.tablewalk.trace.RecordMachine}, whose only
 * move is a trace's next record.
 *
 * <p>What may not live here: anything of one architecture, anything that judges a run, parsing of files.
 */
package org.tablewalk.trace;
