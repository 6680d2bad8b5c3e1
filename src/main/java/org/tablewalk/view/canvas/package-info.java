/**
 * The canvas that shows the picture of a view model, its painter, the animation from one picture to the next, and
 * the mirror of its places for whoever works with keys or listens to a reader of the screen.
 *
 * <p>What may not live here: panes and controls ({@code view}), and anything about what a picture shows.
 */
package org.tablewalk.view.canvas;
