/**
 * What a cursor tells of TLBs: the log of what became of them on its way.
 *
 * <p>What may not live here: what an entry means, and whether it is stale.
 */
package org.tablewalk.trace.tlb;
