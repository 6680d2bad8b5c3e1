/**
 * Casemate traces: page-table writes, barriers, TLBIs, system registers and locks that another program recorded while it ran.
 *
 * <p>What lives here: the reader of the text ({@link org.tablewalk.format.casemate.CasemateTrace}), and the machine whose only
 * move is "next record" ({@link org.tablewalk.format.casemate.CasemateMachine}), so that a trace is recorded, sought and stepped back
 * like a run of our own. Its records and its state are those of any import: {@link org.tablewalk.trace.casemate}.
 *
 * <p>What may not: any verdict on what was recorded. A claim that the trace itself makes is passed on as its own.
 */
package org.tablewalk.format.casemate;
