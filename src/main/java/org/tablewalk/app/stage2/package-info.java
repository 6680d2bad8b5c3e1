/**
 * Arm machines: their kind, and what commands answer about their states.
 *
 * <p>What may not live here: what every command needs ({@code app.command}), and the other kinds.
 */
package org.tablewalk.app.stage2;
