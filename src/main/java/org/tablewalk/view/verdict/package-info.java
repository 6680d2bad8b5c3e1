/**
 * The verdict in the window: the strip under the transport, and the list of findings.
 *
 * <p>What may not live here: anything that decides what a verdict is, and what it is called.
 */
package org.tablewalk.view.verdict;
