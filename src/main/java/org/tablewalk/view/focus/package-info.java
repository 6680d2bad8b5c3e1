/**
 * Where the keys go: the way from pane to pane.
 *
 * <p>What may not live here: the way within a canvas ({@code view.canvas}), and which key does what ({@code view}).
 */
package org.tablewalk.view.focus;
