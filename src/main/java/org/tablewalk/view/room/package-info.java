/**
 * What makes the window one for a room, and keeps it usable with letters three times as large: the presenter's keys and black screen,
 * the tables twice, and which panes become tabs.
 *
 * <p>What may not live here: controls, panes and commands in particular.
 */
package org.tablewalk.view.room;
