/**
 * A run over time: lanes of CPUs with what crosses them, a lane for something that is no CPU, and the bar of the whole run.
 *
 * <p>What may not live here: what any one kind of subject calls its actors or gives a lane to; kinds hand that in as
 * {@link org.tablewalk.picture.timeline.LaneTerms} and {@link org.tablewalk.picture.timeline.Track}.
 */
package org.tablewalk.picture.timeline;
