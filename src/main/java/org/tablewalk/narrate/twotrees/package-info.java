/**
 * What the narrators of an x86 machine and of a kernel trace call guest tables, shadow pages and their entries.
 *
 * <p>What may not live here: whole sentences, and anything that only one of them needs.
 */
package org.tablewalk.narrate.twotrees;
