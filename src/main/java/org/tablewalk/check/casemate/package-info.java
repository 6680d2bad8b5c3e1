/**
 * Judgement of casemate traces: the tables as far as records tell them, and where a descriptor stands in one of their trees.
 *
 * <p>What may not live here: verdicts that a trace cannot bear, and the other kinds.
 */
package org.tablewalk.check.casemate;
