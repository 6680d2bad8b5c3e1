/**
 * Pictures as data: layouts turn machine states, recorded steps and windows of time into {@link org.tablewalk.picture.Drawing}s,
 * lists of primitives measured with the bundled fonts, and {@link org.tablewalk.picture.SvgWriter} writes one as text.
 * The screen paints the same lists. Everything here is a pure function or a cache of one; nothing here imports a toolkit,
 * keeps a machine running or decides what the user meant by a click.
 */
package org.tablewalk.picture;
