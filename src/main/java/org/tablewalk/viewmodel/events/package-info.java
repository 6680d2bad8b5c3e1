/**
 * The list of a run's notable events ({@link org.tablewalk.viewmodel.events.EventRows} makes its rows from marks).
 *
 * <p>What may not live here: how an event is found (trace, check) or how a kind names what it is about ({@code viewmodel.kind.MarkNames}).
 */
package org.tablewalk.viewmodel.events;
