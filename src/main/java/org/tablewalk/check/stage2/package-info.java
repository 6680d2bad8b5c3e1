/**
 * Judgement of an Arm machine's runs: its tables as the checks read them, where a descriptor stands, and who may still use an old translation.
 *
 * <p>What may not live here: anything that changes a machine, sentences for people, and the other kinds.
 */
package org.tablewalk.check.stage2;
