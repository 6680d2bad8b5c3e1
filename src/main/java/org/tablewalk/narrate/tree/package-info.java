/**
 * What the narrators of an Arm machine and of casemate traces share: the names of barriers.
 *
 * <p>What may not live here: whole sentences, and anything that only one of them needs.
 */
package org.tablewalk.narrate.tree;
