/**
 * The window as a whole: the panes that every kind of subject has, and what goes from the session's frames to all of them.
 *
 * <p>What may not live here: anything about one kind of subject. What differs, {@code viewmodel.kind} asks.
 */
package org.tablewalk.viewmodel.window;
