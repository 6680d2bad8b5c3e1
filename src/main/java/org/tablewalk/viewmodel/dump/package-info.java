/**
 * What the window shows of a dump: its views, and how its one moment is read.
 *
 * <p>What may not live here: panes that another kind has too ({@code tree}, {@code twotrees}), and the other kinds.
 */
package org.tablewalk.viewmodel.dump;
