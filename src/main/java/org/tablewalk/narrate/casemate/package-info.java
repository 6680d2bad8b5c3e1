/**
 * The sentences of casemate traces.
 *
 * <p>What may not live here: the words of single records, which the window's messages have, and the other kinds.
 */
package org.tablewalk.narrate.casemate;
