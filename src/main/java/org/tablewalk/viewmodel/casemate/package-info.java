/**
 * What the window shows of a casemate trace: its views, and how its frames are read.
 *
 * <p>What may not live here: panes that another kind has too ({@code tree}, {@code twotrees}), and the other kinds.
 */
package org.tablewalk.viewmodel.casemate;
