/**
 * What a recording tells of walks that code makes through page tables: every call of a walk's callback, with the entry it was made for.
 *
 * <p>What may not live here: what an entry means, how a walk ought to go, and walks of the hardware.
 */
package org.tablewalk.trace.walk;
