/**
 * A step's link: one line of text that names a scenario, its values, the choices made by hand and a step, so that the same step can be
 * opened again in another window or on another computer.
 *
 * <p>A link is hostile until it is read. What may not live here: anything that opens what a link names, or runs it.
 */
package org.tablewalk.format.link;
