/**
 * What can be done to lines of listings: the menu of a line, and the row that tells how many changes there are and takes them back.
 *
 * <p>What may not live here: what a change is and what it leads to.
 */
package org.tablewalk.view.lab;
