/**
 * What stands below machines in lock step: their counters side by side.
 *
 * <p>What may not live here: a second drawing of a tree, of lanes or of a TLB. Each machine's column has the pictures that its window of its own would have.
 */
package org.tablewalk.picture.lockstep;
