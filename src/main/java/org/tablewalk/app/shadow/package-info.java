/**
 * X86 machines under a shadow MMU: their kind, what commands answer about their states, and the command about shadow pages.
 *
 * <p>What may not live here: what every command needs ({@code app.command}), and the other kinds.
 */
package org.tablewalk.app.shadow;
