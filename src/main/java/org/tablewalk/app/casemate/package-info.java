/**
 * Casemate traces: their kind, and what the command line tells of their moments.
 *
 * <p>What may not live here: what every command needs ({@code app.command}), and the other kinds.
 */
package org.tablewalk.app.casemate;
