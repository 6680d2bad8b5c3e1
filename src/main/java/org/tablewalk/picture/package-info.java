/**
 * Pictures as data: layouts turn machine states, recorded steps and windows of time into {@link org.tablewalk.picture.Drawing}s,
 * lists of primitives measured with the bundled fonts, and {@link org.tablewalk.picture.SvgWriter} writes one as text.
 * The screen paints the same lists. Here stand the primitives, the inks and the words, and the small pictures that every kind of subject has.
 *
 * <p>What may not live here: a toolkit, a machine that is kept running, what the user meant by a click, and tables of one kind.
 */
package org.tablewalk.picture;
