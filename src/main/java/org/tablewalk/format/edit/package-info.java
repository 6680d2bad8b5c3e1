/**
 * Changes to the listings of a scenario, line by line: those that a user makes in the gutter, and those that are tried one after the other to see what each line is good for. A change makes
 * another scenario, which is built and run like any.
 *
 * <p>What may not live here: running, judging, and anything that knows one kind of machine.
 */
package org.tablewalk.format.edit;
