/**
 * Counts and marks of traces of the kernel's kvmmmu tracepoints.
 *
 * <p>What may not live here: verdicts that a trace cannot bear, and the other kinds.
 */
package org.tablewalk.check.kvmmmu;
