/**
 * The command that searches every schedule of a scenario, its options and its answers.
 *
 * <p>What may not live here: how a search is made ({@code explore}), and what only one kind of machine has.
 */
package org.tablewalk.app.explore;
