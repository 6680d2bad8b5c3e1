/**
 * What a step looks like in motion: one kind for each kind of step, read off its recorded events, and when it is to be seen. Between which places of
 * which panes something then moves, and how, is the view's.
 *
 * <p>What may not live here: boxes and pixels, and anything that only one kind of subject needs.
 */
package org.tablewalk.viewmodel.motion;
