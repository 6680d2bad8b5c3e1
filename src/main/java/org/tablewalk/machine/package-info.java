/**
 * The engine: cells, journal, moves, the step function's contract and the policies that choose among moves.
 *
 * <p>What lives here: {@link org.tablewalk.machine.Cells} (the one place state is written), {@link org.tablewalk.machine.Image}
 * (immutable, structurally shared copies of it), {@link org.tablewalk.machine.Layout} (names and types of cells),
 * {@link org.tablewalk.machine.Machine} (enabled moves and the step), {@link org.tablewalk.machine.EventSink} and the policies.
 *
 * <p>What may not: anything of one architecture (that is {@code machine.arm64}, {@code machine.x86}), parsing of files,
 * recording, or the window. May use {@code arch} only.
 */
package org.tablewalk.machine;
