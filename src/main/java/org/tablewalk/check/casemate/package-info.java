/**
 * Judgement of casemate traces: the tables as far as records tell them, where a descriptor stands in one of their trees, and casemate's own rules
 * ({@link org.tablewalk.check.casemate.CasemateProtocol}).
 *
 * <p>What may not live here: verdicts that a trace cannot bear, rules of the architecture that hold for every tree ({@code check.tree}), and the other kinds.
 */
package org.tablewalk.check.casemate;
