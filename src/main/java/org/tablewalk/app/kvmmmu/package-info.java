/**
 * Traces of the kernel's kvmmmu tracepoints: their kind, and what the command line tells of their moments.
 *
 * <p>What may not live here: what every command needs ({@code app.command}), and the other kinds.
 */
package org.tablewalk.app.kvmmmu;
