/**
 * A row for each CPU: its lane in time, and what its TLB holds. Of the run that a window shows, and of every machine of those in lock step.
 *
 * <p>What may not live here: how lanes and cells are drawn, and anything of the window around them.
 */
package org.tablewalk.viewmodel.rows;
