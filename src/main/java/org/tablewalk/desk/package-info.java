/**
 * What the program keeps on this machine between and beside runs: reports on its own defects.
 *
 * <p>All files come through folders that are handed in. What may not live here: anything that opens or draws a subject, and the window.
 */
package org.tablewalk.desk;
