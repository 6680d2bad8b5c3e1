/**
 * The layer over the panes in which the motion of a step is seen, between places that the panes tell.
 *
 * <p>What may not live here: which step has which motion ({@code viewmodel.motion}), and the pictures below.
 */
package org.tablewalk.view.motion;
