/**
 * The window: JavaFX nodes, canvases, style sheets, keys, and the capture of the same scene to PNG. A view binds to its view model
 * and paints the draw lists of the picture room; it decides nothing and computes nothing about the machine.
 *
 * <p>What may not live here: anything that must be tested without a toolkit, sessions and their threads, text in the code instead
 * of the message bundle. Only {@link org.tablewalk.view.Pulse} may hand work to the toolkit's thread, and {@link org.tablewalk.view.Offscreen}
 * where there is no window.
 */
package org.tablewalk.view;
