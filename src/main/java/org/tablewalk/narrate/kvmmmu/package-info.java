/**
 * The sentences of traces of the kernel's kvmmmu tracepoints.
 *
 * <p>What may not live here: the words of single records, which the window's messages have, and the other kinds.
 */
package org.tablewalk.narrate.kvmmmu;
