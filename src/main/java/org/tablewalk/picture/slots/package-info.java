/**
 * Which entries of a table that is too long for the room are shown, and the bar that tells of all of them: what pictures of tables have in common.
 *
 * <p>What may not live here: what an entry is or means.
 */
package org.tablewalk.picture.slots;
