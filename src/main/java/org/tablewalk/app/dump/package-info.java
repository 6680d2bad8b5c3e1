/**
 * Dumps of stage-2 tables: their kind, and what commands answer about them.
 *
 * <p>What may not live here: what every command needs ({@code app.command}), and the other kinds.
 */
package org.tablewalk.app.dump;
