/**
 * The canvas that shows the picture of a view model, its painter, and the animation from one picture to the next.
 *
 * <p>What may not live here: panes and controls ({@code view}), and anything about what a picture shows.
 */
package org.tablewalk.view.canvas;
